import { useMemo } from 'preact/hooks';
import type { FilterTime } from '../lib/domain/filter/filter.ts';
import { useBeside } from './context.ts';

/** What changes with the clock alone is asked anew this often. */
const STEP_MS = 300_000;

/** Against what filters are asked: now, here, and how this shop values its buyers. The same object for a while. */
export function useFilterTime(): FilterTime {
  const { host, settings } = useBeside();
  const { value } = settings;
  const at = Math.floor(host.now() / STEP_MS) * STEP_MS;
  return useMemo(() => ({ at, zone: host.zone, ...(value && { value }) }), [at, host.zone, value]);
}
