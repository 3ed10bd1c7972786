import type { BulkChange } from '../lib/domain/bulk.ts';
import type { Tag } from '../lib/domain/entities.ts';
import type { Text } from '../lib/domain/text.ts';

/** What is done to many, in words: "gắn nhãn VIP", "chuyển sang Khách quen". */
export function bulkWords({ set, tags }: BulkChange, t: Text, known: readonly Tag[]): string {
  const named = (on: boolean) =>
    Object.entries(tags ?? {})
      .filter(([, each]) => each === on)
      .map(([id]) => known.find((tag) => tag.id === id)?.name ?? t('filter_tag_gone'))
      .join(', ');
  return [
    named(true) && t('bulk_tag', { tags: named(true) }),
    named(false) && t('bulk_untag', { tags: named(false) }),
    set?.stage && t('bulk_stage', { stage: t(`stage_${set.stage}`) }),
    set?.owner === '' ? t('bulk_no_owner') : set?.owner && t('bulk_owner', { owner: set.owner }),
  ]
    .filter(Boolean)
    .join(', ');
}
