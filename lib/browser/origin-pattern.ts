/** The pattern that grants an origin. Ports stand in none: not every browser knows them there. */
export const patternOf = (origin: string): string => `${origin.replace(/:\d+$/, '')}/*`;
