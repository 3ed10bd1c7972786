/** A name, its bar, its number; the whole of it opens whom it counts. */
export function BarRow(props: { name: string; value: string; share: number; href?: string | undefined }) {
  const body = (
    <>
      <span class="bar-name">{props.name}</span>
      <span class="bar-value">{props.value}</span>
      <span class="bar-track" aria-hidden="true">
        <span class="bar-fill" style={{ width: `${Math.max(1, props.share * 100)}%` }} />
      </span>
    </>
  );
  return props.href ? (
    <a class="bar-row" href={props.href}>
      {body}
    </a>
  ) : (
    <span class="bar-row">{body}</span>
  );
}
