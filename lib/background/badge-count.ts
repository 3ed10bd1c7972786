/** The text on the toolbar button for a number of due reminders: at most three characters fit. */
export function dueBadge(count: number): string {
  if (count <= 0) return '';
  return count > 99 ? '99+' : String(count);
}
