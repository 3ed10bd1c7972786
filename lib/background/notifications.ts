import type { Text } from '../domain/text.ts';
import type { Alert } from '../service/ring.ts';

interface Listenable<Args extends unknown[]> {
  addListener(listener: (...args: Args) => void): void;
}
/** Options every browser knows, and the two that only some do. */
export interface NoteOptions {
  type: 'basic';
  iconUrl: string;
  title: string;
  message: string;
  buttons?: { title: string }[];
  requireInteraction?: boolean;
  silent?: boolean;
}
/** The part of the browser's notifications that is used. */
export interface NotificationsApi {
  create(id: string, options: NoteOptions): Promise<unknown>;
  clear(id: string): Promise<unknown>;
  getAll(): Promise<object>;
  onClicked: Listenable<[id: string]>;
  onClosed: Listenable<[id: string]>;
  /** Missing in Firefox. */
  onButtonClicked?: Listenable<[id: string, button: number]>;
}

/** Firefox throws on a property it does not know, so none is ever passed on trust. */
export interface NoteFeatures {
  notificationButtons: boolean;
  requireInteraction: boolean;
  notificationSilent: boolean;
}

/** Order of the buttons, as the browser counts them. */
export const DONE_BUTTON = 0;
export const SNOOZE_BUTTON = 1;

export const TEST_ID = 'test-ring';

interface Look {
  t: Text;
  features: NoteFeatures;
  iconUrl: string;
  /** Whether the seller wants to hear it; off unless turned on. */
  sound: boolean;
}

/** @param name the customer's, '' when the reminder is for nobody. */
export function alertOptions(alert: Alert, name: string, look: Look): NoteOptions {
  const { t, features, iconUrl } = look;
  const stays = { ...volumeOf(look), ...(features.requireInteraction ? { requireInteraction: true } : {}) };
  if (alert.kind === 'catch-up') {
    const titles = alert.titles.join(' · ');
    const rest = alert.count - alert.titles.length;
    return {
      type: 'basic',
      iconUrl,
      title: t('ring_catchup_title', { count: alert.count }),
      message: rest > 0 ? t('ring_catchup_body', { titles, rest }) : titles,
      ...stays,
    };
  }
  const buttons = [{ title: t('ring_done') }, { title: t('ring_snooze') }];
  return {
    type: 'basic',
    iconUrl,
    title: name ? t('ring_title_for', { name }) : t('ring_title'),
    message: alert.reminder.title || t('ring_untitled'),
    ...(features.notificationButtons ? { buttons } : {}),
    ...stays,
  };
}

export function testOptions(look: Look): NoteOptions {
  const { t, iconUrl } = look;
  return {
    type: 'basic',
    iconUrl,
    title: t('ring_test_title'),
    message: t('ring_test_body'),
    ...volumeOf(look),
  };
}

/** Where a browser cannot be told, its own settings decide. */
const volumeOf = ({ features, sound }: Look) => (features.notificationSilent ? { silent: !sound } : {});
