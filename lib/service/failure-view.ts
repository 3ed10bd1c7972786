import { Failure } from '../domain/failure.ts';
import type { FailureView } from '../domain/transfer.ts';

/** An error as plain data, for whoever draws it. */
export function failureOf(error: unknown): FailureView {
  return error instanceof Failure
    ? { code: error.code, detail: error.detail }
    : { code: 'unknown', detail: error instanceof Error ? error.name : '' };
}
