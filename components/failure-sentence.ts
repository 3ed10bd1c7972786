import { FAILURE_CODES, type FailureCode } from '../lib/domain/failure.ts';
import { failureKey, type Text } from '../lib/domain/text.ts';

/** The sentence for anything that can go wrong; unknown errors get the general one. */
export function failureSentence(error: unknown, t: Text): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  const detail = typeof error === 'object' && error !== null && 'detail' in error ? String(error.detail) : '';
  return FAILURE_CODES.includes(code as FailureCode)
    ? t(failureKey(code as FailureCode), { detail })
    : t('failure_unknown');
}
