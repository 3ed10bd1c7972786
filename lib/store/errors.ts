import { Failure } from '../domain/failure.ts';

/** An error and everything it wraps: Dexie keeps the cause in `inner`, bulk errors keep theirs in `failures`. */
function* causes(error: unknown, depth = 0): Generator<Error> {
  if (!(error instanceof Error) && !(error instanceof DOMException)) return;
  yield error;
  if (depth > 4) return;
  const { inner, failures } = error as { inner?: unknown; failures?: unknown };
  yield* causes(inner, depth + 1);
  if (Array.isArray(failures)) yield* causes(failures[0], depth + 1);
}

const namesOf = (error: unknown): string[] => [...causes(error)].map((cause) => cause.name);

export function isClosed(error: unknown): boolean {
  return namesOf(error).some((name) => name === 'DatabaseClosedError' || name === 'InvalidStateError');
}

/** What the browser says when it cannot read its own files. */
const BROKEN = new Set(['OpenFailedError', 'UnknownError', 'DataError', 'NotFoundError', 'MissingAPIError']);

/** Turns a database error into one of the few errors a user can meet; anything else stays what it is, a defect. */
export function toFailure(error: unknown): unknown {
  for (const cause of causes(error)) if (cause instanceof Failure) return cause;
  const names = namesOf(error);
  if (names.includes('QuotaExceededError')) return new Failure('disk-full');
  if (names.includes('VersionError')) return new Failure('database-newer');
  const broken = names.find((name) => BROKEN.has(name)) ?? (isClosed(error) ? names[0] : undefined);
  return broken === undefined ? error : new Failure('database-broken', broken);
}
