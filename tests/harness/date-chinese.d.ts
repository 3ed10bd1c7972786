/** The types that come with it are hidden by its own list of exports; these are the few that the test of the lunar calendar calls. */
declare module 'date-chinese' {
  export class CalendarVietnamese {
    fromGregorian(year: number, month: number, day: number): this;
    /** Cycle of sixty years, year of the cycle, month, whether it is a leap month, day. */
    get(): [number, number, number, boolean, number];
  }
}
