import { useMemo } from 'preact/hooks';
import { type PeriodName, periodAt, UNITS, type Unit } from '../../lib/domain/report/period.ts';
import type { Behind, PartName, ReportArgs, ReportParts } from '../../lib/domain/report/report.ts';
import { useBeside } from '../context.ts';
import { writeRoute } from '../hash-route.ts';
import { useLive } from '../use-live.ts';

/** What the clock alone changes is asked anew this often. */
const STEP_MS = 300_000;

/** What an address of the reports says. */
export interface ReportAddress {
  unit: Unit;
  at: PeriodName;
  owner: string | null;
  currency: string;
  /** Whose customers are shown in place of the reports. */
  behind: Behind | null;
}

/** @param query what follows the `?`. What cannot be read of it is passed by. */
export function readReportAddress(query: string, now: number, zone: string): ReportAddress {
  const params = new URLSearchParams(query);
  const unit = UNITS.find((one) => one === params.get('unit')) ?? 'month';
  const at = params.get('at') ?? '';
  const current = periodAt(now, zone, unit);
  const behind = /^([a-z]+)\/(.*)$/s.exec(params.get('behind') ?? '');
  return {
    unit,
    at: /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(at) ? alignedTo(at, unit) : current,
    owner: params.get('owner'),
    currency: (params.get('currency') ?? '').slice(0, 8),
    behind: behind ? { part: behind[1] as Behind['part'], cell: behind[2] ?? '' } : null,
  };
}

/** The period of that unit that a month lies in. */
function alignedTo(month: string, unit: Unit): PeriodName {
  const size = unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12;
  const first = Math.floor((Number(month.slice(5)) - 1) / size) * size + 1;
  return `${month.slice(0, 5)}${String(first).padStart(2, '0')}`;
}

export function writeReportAddress({ unit, at, owner, currency, behind }: ReportAddress): string {
  const params = new URLSearchParams({ unit, at });
  if (owner !== null) params.set('owner', owner);
  if (currency !== '') params.set('currency', currency);
  if (behind !== null) params.set('behind', `${behind.part}/${behind.cell}`);
  return `${writeRoute('reports')}?${params}`;
}

/** A report under way: what it is asked with, and where its numbers lead. */
export interface ReportScene {
  address: ReportAddress;
  args: ReportArgs;
  /** Opens the customers behind a figure of the period. */
  behind(part: Behind['part'], cell: string): string;
  /** The same page at another period. */
  period(at: PeriodName): string;
}

export function useScene(query: string): ReportScene {
  const { host } = useBeside();
  const step = Math.floor(host.now() / STEP_MS) * STEP_MS;
  return useMemo(() => {
    const address = readReportAddress(query, step, host.zone);
    // The end of the step: what happens within it is counted at once, and not when the next begins.
    const now = step + STEP_MS;
    const { unit, at, owner, currency } = address;
    return {
      address,
      args: { unit, at, owner, currency, zone: host.zone, now },
      behind: (part, cell) => writeReportAddress({ ...address, behind: { part, cell } }),
      period: (other) => writeReportAddress({ ...address, at: other, behind: null }),
    };
  }, [query, step, host.zone]);
}

/** One part of the report, as the book is now; the old one stays while another period is asked. */
export function usePart<P extends PartName>({ args }: ReportScene, part: P): ReportParts[P] | undefined {
  const { host } = useBeside();
  const { value } = useLive(host.store, { name: 'report', args: { ...args, part } });
  return value?.part === part ? (value.value as ReportParts[P]) : undefined;
}
