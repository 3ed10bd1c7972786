import { getCountries } from 'libphonenumber-js/min';

/** ISO 3166 countries whose telephone numbers can be read. */
export function phoneRegions(): string[] {
  return getCountries();
}
