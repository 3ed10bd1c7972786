import { type Among, isAmong, isCounted, orderBookOf, type ReportData } from './data.ts';
import type { Span } from './period.ts';

const DAY = 86_400_000;
/** Who bought within this is active. */
export const ACTIVE_MS = 90 * DAY;
/** Who has not bought for longer than this is lost; between the two, quiet. */
export const LOST_MS = 365 * DAY;

/** Whoever moved in a period, and how everybody stands at its end. Defined in docs/measures.md. */
export const FLOW_CELLS = ['new', 'stayed', 'back', 'fellQuiet', 'lost', 'active', 'quiet', 'gone'] as const;
export type FlowCell = (typeof FLOW_CELLS)[number];
export type Flow = Record<FlowCell, number> & {
  /** Lost of those who were active or quiet when the period began, 0 to 1; null where nobody was. */
  churn: number | null;
};
/** Is told each person of each cell. */
export type Tell<C> = (cell: C, person: number) => void;

type State = 'none' | 'active' | 'quiet' | 'gone';

/** How a buyer stands at an instant. @param last their last order before it. */
function stateAt(last: number | undefined, at: number): State {
  if (last === undefined) return 'none';
  const age = at - last;
  return age <= ACTIVE_MS ? 'active' : age <= LOST_MS ? 'quiet' : 'gone';
}

/** @param now a period that is not over is looked at as it is now. */
export function flowOf(data: ReportData, span: Span, now: number, among: Among, tell?: Tell<FlowCell>): Flow {
  const flow: Flow = {
    new: 0,
    stayed: 0,
    back: 0,
    fellQuiet: 0,
    lost: 0,
    active: 0,
    quiet: 0,
    gone: 0,
    churn: null,
  };
  const { start, at } = orderBookOf(data);
  const end = Math.min(span.until, Math.max(now, span.from));
  let atRisk = 0;
  for (let person = 0; person < data.people.count; person++) {
    const [first, stop] = [start[person]!, start[person + 1]!];
    if (first === stop || !isAmong(among, person) || !isCounted(data, person)) continue;
    let before: number | undefined;
    let last: number | undefined;
    for (let i = first; i < stop && at[i]! < end; i++) {
      last = at[i]!;
      if (last < span.from) before = last;
    }
    if (last === undefined) continue;
    const bought = last >= span.from;
    const was = stateAt(before, span.from);
    const is = stateAt(last, end);
    const put = (cell: FlowCell) => {
      flow[cell] += 1;
      tell?.(cell, person);
    };
    put(is === 'active' ? 'active' : is === 'quiet' ? 'quiet' : 'gone');
    if (was === 'active' || was === 'quiet') atRisk += 1;
    if (bought) put(was === 'none' ? 'new' : was === 'active' ? 'stayed' : 'back');
    if (was === 'active' && is === 'quiet') put('fellQuiet');
    if ((was === 'active' || was === 'quiet') && is === 'gone') put('lost');
  }
  flow.churn = atRisk === 0 ? null : flow.lost / atRisk;
  return flow;
}
