import { useEffect } from 'preact/hooks';
import { type Notice, useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { Key } from './parts.tsx';

/** How long undo is offered. */
export const UNDO_MS = 10_000;
const PLAIN_MS = 6_000;

export interface ToastProps {
  notice: (Notice & { id: number }) | null;
  onUndo: (event: Event) => void;
  onClose: () => void;
}

/** One sentence at a time; a new one takes the place of the last. Failures stay until they are closed. */
export function Toast({ notice, onUndo, onClose }: ToastProps) {
  const { t, settings } = useBeside();
  const undo = (notice?.changes?.length ?? 0) > 0 || notice?.takeBack !== undefined;
  useEffect(() => {
    if (!notice || notice.tone === 'fail') return;
    const timer = setTimeout(onClose, undo ? UNDO_MS : PLAIN_MS);
    return () => clearTimeout(timer);
  }, [notice?.id]);

  return (
    <div class="toast-place" part="toast" role="status" aria-live="polite">
      {notice && (
        <div class={`toast toast-${notice.tone ?? 'plain'}`} data-part="toast">
          {notice.tone === 'fail' && <Icon name="alert" />}
          <span class="toast-text">{notice.text}</span>
          {undo && (
            <button type="button" class="toast-act" data-act="undo" onClick={onUndo}>
              {t('undo')} <Key of={keyOf('undo', settings.keys)} />
            </button>
          )}
          <button
            type="button"
            class="icon-button"
            data-act="close-toast"
            aria-label={t('close')}
            onClick={onClose}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      )}
    </div>
  );
}
