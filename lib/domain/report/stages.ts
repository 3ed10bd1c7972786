import { STAGES, type Stage } from '../entities.ts';
import { type Among, isAmong, isCounted, type ReportData } from './data.ts';

/** How many customers stand in each stage now, as the seller set them. */
export function stagesOf(
  data: ReportData,
  among: Among,
  tell?: (stage: Stage, person: number) => void,
): Record<Stage, number> {
  const counts = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Record<Stage, number>;
  const { codes, texts } = data.people.words.stage;
  for (let person = 0; person < data.people.count; person++) {
    if (!isAmong(among, person) || !isCounted(data, person)) continue;
    const stage = texts[codes[person]!] as Stage;
    counts[stage] = (counts[stage] ?? 0) + 1;
    tell?.(stage, person);
  }
  return counts;
}
