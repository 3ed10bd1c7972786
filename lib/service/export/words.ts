import { CUSTOMER_KINDS, STAGES } from '../../domain/entities.ts';
import type { Language, Text, TextKey } from '../../domain/text.ts';
import { COLUMN_NAMES, type ExportWords } from './columns.ts';

/** What is written into files, in the seller's language. */
export function exportWords(t: Text, language: Language): ExportWords {
  const named = <N extends string>(names: readonly N[], key: (name: N) => TextKey) =>
    Object.fromEntries(names.map((name) => [name, t(key(name))])) as Record<N, string>;
  return {
    sheet: t('section_customers'),
    book: {
      language,
      title: t('book_title'),
      made: t('book_made'),
      find: t('book_find'),
      count: t('book_count'),
      more: t('book_more'),
      passphrase: t('passphrase'),
      open: t('import_unseal'),
      wrong: t('failure_passphrase_wrong'),
    },
    columns: named(COLUMN_NAMES, (name) => `column_${name}`),
    kinds: named(CUSTOMER_KINDS, (name) => `kind_${name}`),
    stages: named(STAGES, (name) => `stage_${name}`),
  };
}
