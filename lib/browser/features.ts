import { addressOf, browser } from './api.ts';

/** What this browser can do, found by looking for the function, never by its name. */
export interface Features {
  /** Firefox throws on `buttons`, `requireInteraction` and `silent`. */
  notificationButtons: boolean;
  requireInteraction: boolean;
  notificationSilent: boolean;
  sidePanel: boolean;
  sidebar: boolean;
}

export interface PanelApi {
  sidePanel?: {
    open(options: { tabId?: number; windowId?: number }): Promise<void>;
  };
  sidebarAction?: { open(): Promise<void> };
}

/** The side panel (Chromium) or sidebar (Firefox) parts of the API, which no common type describes. */
export const panelApi = browser as unknown as PanelApi;

export function detectFeatures(): Features {
  const sidebar = panelApi.sidebarAction !== undefined;
  return {
    notificationButtons: !sidebar,
    requireInteraction: !sidebar,
    notificationSilent: !sidebar,
    sidePanel: panelApi.sidePanel !== undefined,
    sidebar,
  };
}

/** `chrome-extension://<id>` or `moz-extension://<uuid>`, without a slash at the end. */
export function extensionOrigin(): string {
  return addressOf('').replace(/\/$/, '');
}
