import { BesidePanel, TAG } from './panel-element.tsx';

export { BesidePanel };

/**
 * Makes `<beside-panel>` known to the page. The first script that does so wins: an element's class cannot be changed
 * for another, and two versions must not write one book in two ways.
 */
export function define(): void {
  if (!globalThis.customElements) return;
  const known = customElements.get(TAG) as typeof BesidePanel | undefined;
  if (!known) customElements.define(TAG, BesidePanel);
  if (!known || known.version === BesidePanel.version) return;
  for (const panel of document.querySelectorAll(TAG)) {
    (panel as Partial<BesidePanel>).meetVersion?.(BesidePanel.version);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'beside-panel': BesidePanel;
  }
}

define();
