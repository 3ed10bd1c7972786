/**
 * Waits until `look` gives something other than null, undefined or false, and returns it. Polls: what tests wait for
 * happens in other processes, which tell nobody.
 *
 * @param options.timeout milliseconds before it gives up with a sentence that names `what`.
 */
export async function until<T>(
  look: () => T | Promise<T>,
  options: { timeout?: number; every?: number; what?: string | (() => string) } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const { timeout = 15_000, every = 20, what = 'the condition' } = options;
  const end = performance.now() + timeout;
  let trouble: unknown = null;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false)
        return seen as NonNullable<Exclude<T, false>>;
      trouble = null;
    } catch (error) {
      // A page that is just navigating throws; only the last trouble is told.
      trouble = error;
    }
    if (performance.now() > end) {
      const why = trouble instanceof Error ? ` (${trouble.message})` : '';
      throw new Error(`Waited ${timeout} ms for ${typeof what === 'string' ? what : what()}, in vain${why}`);
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
