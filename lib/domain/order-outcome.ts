import type { OrderOutcome } from './entities.ts';
import { fold } from './fold.ts';

/**
 * How orders end, in the words of shops and marketplaces: Vietnamese, English, Indonesian, Thai. Whole phrases only:
 * "đã giao" is delivered, "đã giao cho đơn vị vận chuyển" is not, and what is not here is not certain. A delivery that
 * failed is tried again; money that was given back says nothing of the parcel.
 */
const ENDINGS: Record<Exclude<OrderOutcome, ''>, string> = {
  delivered: `đã giao | đã giao hàng | giao hàng thành công | giao thành công | đã giao thành công | phát thành công
    | đã nhận hàng | khách đã nhận hàng | người mua đã nhận hàng | delivered | successfully delivered
    | delivery successful | terkirim | จัดส่งสำเร็จ`,
  refused: `từ chối nhận | từ chối nhận hàng | khách từ chối nhận | khách từ chối nhận hàng | khách không nhận
    | khách không nhận hàng | người nhận từ chối | người nhận từ chối nhận | người nhận từ chối nhận hàng | bom hàng
    | boom hàng | bùng hàng | refused | delivery refused | refused by recipient | rejected by recipient
    | ditolak penerima`,
  returned: `đã hoàn hàng | đã hoàn về | hoàn hàng thành công | đã chuyển hoàn | chuyển hoàn thành công | đã trả hàng
    | đã trả lại hàng | đã trả hàng về người bán | đã nhận hàng hoàn | returned | returned to sender
    | returned to seller | return completed | dikembalikan`,
  cancelled: `đã hủy | đã hủy đơn | đã hủy đơn hàng | đơn hủy | đơn đã hủy | đơn hàng đã hủy | bị hủy | cancelled
    | canceled | order cancelled | order canceled | dibatalkan | ยกเลิกแล้ว`,
};

/** Marketplaces that call an order complete once the buyer has it. In a shop of one's own the word says less. */
const COMPLETE_IS_DELIVERED = /^(?:shopee|lazada|tiktok)/;
const COMPLETE = new Set(['hoan thanh', 'da hoan thanh', 'hoan tat', 'completed', 'complete', 'selesai']);

const OUTCOME_OF = new Map(
  Object.entries(ENDINGS).flatMap(([outcome, phrases]) =>
    phrases.split('|').map((phrase): [string, OrderOutcome] => [fold(phrase), outcome as OrderOutcome]),
  ),
);

/** Cash on delivery, in the words beside a payment. */
const COD =
  /(?:^|[^a-z])cod(?:$|[^a-z])|thanh toan khi nhan hang|thu ho|tien mat khi nhan|cash on delivery|bayar di tempat/;

/** How an order ended, '' where its words do not say so for certain. */
export function orderOutcome(order: { site?: string; status?: string }): OrderOutcome {
  const words = fold(order.status ?? '')
    .replace(/[.!\s]+$/, '')
    .replace(/[-_]+/g, ' ');
  const outcome = OUTCOME_OF.get(words);
  if (outcome) return outcome;
  return COMPLETE.has(words) && COMPLETE_IS_DELIVERED.test(order.site ?? '') ? 'delivered' : '';
}

/** Whether the buyer pays at the door, as far as the words say. */
export function isCod(payment: string): boolean {
  return COD.test(fold(payment));
}

/** An order that nobody pays for in the end: it is an order, but no money. */
export function bringsNothing(outcome: OrderOutcome | undefined): boolean {
  return cameBack(outcome) || outcome === 'cancelled';
}

/** A parcel that went out and came back: what a seller wants to know before sending the next. */
export function cameBack(outcome: OrderOutcome | undefined): boolean {
  return outcome === 'refused' || outcome === 'returned';
}
