import en from '../../public/_locales/en/messages.json' with { type: 'json' };
import vi from '../../public/_locales/vi/messages.json' with { type: 'json' };
import type { FailureCode } from './failure.ts';

/**
 * The words of the interface. The browser's own i18n serves the manifest alone, because it cannot follow the language
 * the seller chose; both languages are small, so both are bundled.
 */
export type Language = 'vi' | 'en';
export type TextKey = keyof typeof en;
export type TextParams = Record<string, string | number>;
export type Text = (key: TextKey, params?: TextParams) => string;

const BOOKS: Record<Language, Record<TextKey, { message: string }>> = { en, vi };

/**
 * `{name}` is replaced by the parameter; `{count|item|items}` picks the first word when `count` is 1, else the second.
 * A parameter that was not given stays visible as `{name}`, so that a mistake shows itself.
 */
function fill(message: string, params: TextParams): string {
  return message.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = params[name];
      if (value === undefined) return whole;
      if (one !== undefined && many !== undefined) return Number(value) === 1 ? one : many;
      return String(value);
    },
  );
}

export function createText(language: Language): Text {
  const book = BOOKS[language];
  return (key, params) => fill(book[key].message, params ?? {});
}

/** The language to speak: the seller's choice, else the first of the browser's languages that we have, else English. */
export function chooseLanguage(setting: 'auto' | Language, preferred: readonly string[]): Language {
  if (setting !== 'auto') return setting;
  for (const tag of preferred) {
    const short = tag.toLowerCase().split('-')[0];
    if (short === 'vi' || short === 'en') return short;
  }
  return 'en';
}

/** The sentence for a failure code: what happened and what to do. */
export function failureKey(code: FailureCode): TextKey {
  return `failure_${code.replaceAll('-', '_')}` as TextKey;
}

/** The text for a word that came from data (a site, a channel), or null where we have none. */
export function knownKey(key: string): TextKey | null {
  return Object.hasOwn(en, key) ? (key as TextKey) : null;
}
