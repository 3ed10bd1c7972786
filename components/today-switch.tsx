import { createContext } from 'preact';

/** In the side panel Today stands in the place of the card when the seller asks for it. Null in other homes. */
export interface TodaySwitch {
  open: boolean;
  toggle(): void;
}
export const TodaySwitchContext = createContext<TodaySwitch | null>(null);
