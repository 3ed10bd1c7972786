/**
 * Keeps the page's script from disguising our element. The guard inside the frame sees most disguises, but not all: a
 * mask or a clip path makes the frame invisible while the browser goes on calling it visible (measured in Chromium
 * 156). So the element stands in the top layer, where no style of `html` or of any other element reaches it; its own
 * rules are inline and important, which no style sheet and no animation overrides; and a script that writes over them
 * is undone before the next paint.
 */
export interface HonestHost {
  /** Puts the element into the top layer. */
  show(): void;
  /** Takes the element's style as it is now for the right one. */
  remember(): void;
}

/** @param restore writes the right style again, and then calls `remember`. */
export function keepHonest(host: HTMLElement, restore: () => void, signal: AbortSignal): HonestHost {
  const home = host.ownerDocument.documentElement;
  let right = '';
  const show = () => {
    if (host.isConnected && !host.matches(':popover-open')) host.showPopover();
  };
  const watcher = new MutationObserver(() => {
    // Moved into an element of the page: it could be shown as anything there.
    if (host.parentNode !== home) {
      watcher.disconnect();
      host.remove();
      return;
    }
    if (host.getAttribute('popover') !== 'manual') host.setAttribute('popover', 'manual');
    show();
    if (written(host) !== right) restore();
  });
  host.setAttribute('popover', 'manual');
  watcher.observe(host, { attributes: true });
  watcher.observe(home, { childList: true });
  host.addEventListener('toggle', show, { signal });
  signal.addEventListener('abort', () => watcher.disconnect(), { once: true });
  return {
    show,
    remember() {
      right = written(host);
      watcher.takeRecords();
    },
  };
}

/** Custom properties change nothing here, and other extensions write them (dark themes): undoing those would not end. */
const CUSTOM = /--[\w-]+:[^;]*;\s*/g;
const written = (host: HTMLElement) => host.style.cssText.replace(CUSTOM, '').trim();
