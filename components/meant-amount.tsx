import { readAmount } from '../lib/domain/say/amount.ts';
import { useBeside } from './context.ts';

/** Whether something was typed that is no amount. */
export const isUnread = (typed: string): boolean => typed.trim() !== '' && readAmount(typed) === null;

/** What a typed amount was taken for: `150k` is 150.000 ₫. Nothing is saved where it cannot be read. */
export function MeantAmount({ typed, currency }: { typed: string; currency: string }) {
  const { t, format } = useBeside();
  if (typed.trim() === '') return null;
  const amount = readAmount(typed);
  return (
    <span class={amount === null ? 'price-wrong' : 'hint'} role={amount === null ? 'alert' : undefined}>
      {amount === null ? t('price_unread') : format.money(amount, currency)}
    </span>
  );
}
