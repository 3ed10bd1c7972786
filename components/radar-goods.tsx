import { useState } from 'preact/hooks';
import type { MatterWithCustomer } from '../lib/domain/care-query.ts';
import { fold } from '../lib/domain/fold.ts';
import type { StockLine } from '../lib/domain/product.ts';
import { filledLine, lineOf } from './care-words.ts';
import { useBeside } from './context.ts';
import { CountRow } from './count-row.tsx';
import { nameOf, Quiet, Section } from './parts.tsx';
import { Names, useMonths } from './radar.tsx';
import { BeginSitting, stopOfWait } from './sitting.tsx';
import { useLive } from './use-live.ts';

const DAY = 86_400_000;
const AHEAD = 30;

/** Who waits for what, and what the coming month is likely to take from the shelf. */
export function RadarGoods() {
  const { t, host } = useBeside();
  const { now } = useMonths();
  const waits = useLive(host.store, { name: 'waits', args: {} }).value;
  const stock = useLive(host.store, { name: 'stock', args: { now, until: now + AHEAD * DAY } }).value;
  if (!waits || !stock) return <div aria-busy="true" />;
  if (waits.length + stock.length === 0)
    return (
      <Quiet part="goods-none" icon="package" title={t('goods_none_title')} text={t('goods_none_text')} />
    );
  const most = stock[0]?.quantity ?? 0;
  return (
    <>
      {waits.length > 0 && (
        <Section part="radar-waits" title={t('goods_waits')}>
          <ul class="matters">
            {byProduct(waits).map((rows) => (
              <Waiting key={fold(rows[0]!.matter.what)} rows={rows} />
            ))}
          </ul>
        </Section>
      )}
      {stock.length > 0 && (
        <Section part="radar-stock" title={t('goods_stock', { days: AHEAD })}>
          <p class="hint">{t('goods_stock_hint')}</p>
          <ul class="counts">
            {stock.map((line) => (
              <Stock key={line.key} line={line} most={most} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** Those who wait for the same thing, however it is written; what most wait for first. */
function byProduct(waits: readonly MatterWithCustomer[]): MatterWithCustomer[][] {
  const groups = new Map<string, MatterWithCustomer[]>();
  for (const wait of waits) {
    const key = fold(wait.matter.what).trim();
    groups.set(key, [...(groups.get(key) ?? []), wait]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

function Waiting({ rows }: { rows: MatterWithCustomer[] }) {
  const { t, host, format, settings } = useBeside();
  const [beginning, setBeginning] = useState(false);
  const { matter } = rows[0]!;
  const line = lineOf(t, settings, 'arrived');
  return (
    <li class="radar-wait" data-part="radar-wait">
      <span class="radar-wait-head">
        <strong>{matter.what}</strong>
        <span class="hint">
          {t('goods_waiting', { count: rows.length, span: format.span(host.now() - matter.at) })}
        </span>
        <button
          type="button"
          class="button"
          data-act="goods-arrived"
          aria-expanded={beginning}
          onClick={() => setBeginning(!beginning)}
        >
          {t('wait_arrived')}
        </button>
      </span>
      {beginning && (
        <BeginSitting
          list="product"
          first={filledLine(line, { name: t('line_name'), item: matter.what })}
          stops={rows.map(({ customer, matter: wait }) => stopOfWait(customer, wait))}
          onClose={() => setBeginning(false)}
        />
      )}
      <Names customers={rows.map(({ customer }) => customer)} />
    </li>
  );
}

function Stock({ line, most }: { line: StockLine; most: number }) {
  const { t, host, format } = useBeside();
  const [open, setOpen] = useState(false);
  const ids = line.buyers.slice(0, 200);
  const rows = useLive(host.store, open ? { name: 'customers', args: { ids } } : null).value;
  return (
    <CountRow
      name={line.name}
      value={line.quantity}
      most={most}
      said={t('goods_expected', {
        pieces: format.count(Math.round(line.quantity * 10) / 10),
        count: line.buyers.length,
      })}
      act="open-stock"
      open={open}
      onOpen={setOpen}
    >
      {rows && (
        <Names
          customers={rows.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))}
          total={line.buyers.length}
        />
      )}
    </CountRow>
  );
}
