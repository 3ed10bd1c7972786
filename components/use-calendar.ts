import { useEffect, useState } from 'preact/hooks';
import { useBeside } from './context.ts';

export interface Calendar {
  repeat: typeof import('../lib/domain/repeat.ts');
  lunar: typeof import('../lib/domain/lunar.ts');
}
let known: Calendar | null = null;

/** The lunar calendar is larger than the card: it comes when something is shown or chosen that needs it. */
export function useCalendar(wanted: boolean): Calendar | null {
  const [calendar, setCalendar] = useState<Calendar | null>(() => known);
  const { fail } = useBeside();
  useEffect(() => {
    if (!wanted || calendar) return;
    let gone = false;
    Promise.all([import('../lib/domain/repeat.ts'), import('../lib/domain/lunar.ts')]).then(
      ([repeat, lunar]) => {
        known = { repeat, lunar };
        if (!gone) setCalendar(known);
      },
      (error) => fail(error),
    );
    return () => {
      gone = true;
    };
  }, [wanted]);
  return calendar;
}
