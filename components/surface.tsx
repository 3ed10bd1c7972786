import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { createFormat } from '../lib/domain/format.ts';
import type { Settings } from '../lib/domain/settings.ts';
import { chooseLanguage, createText } from '../lib/domain/text.ts';
import { type Asked, type Beside, BesideContext, type KeyHandler, type Notice } from './context.ts';
import { failureSentence } from './failure-sentence.ts';
import type { Host } from './host.ts';
import { type Action, actionsFor, tagDigit } from './keys.ts';
import { ShortcutList } from './shortcuts.tsx';
import { Toast } from './toast.tsx';
import { useOneClick } from './use-one-click.ts';

const TICK = 30_000;

/** Renders again every half minute while it can be seen, so that "3 minutes ago" stays true. */
function useTick(): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const advance = () => {
      if (!document.hidden) setTick((old) => old + 1);
    };
    const timer = setInterval(advance, TICK);
    document.addEventListener('visibilitychange', advance);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', advance);
    };
  }, []);
  return tick;
}

export interface SurfaceProps {
  host: Host;
  settings: Settings;
  /** Which surface: a class for its styles. */
  name: 'panel' | 'launcher' | 'today' | 'dashboard' | 'rescue';
  asked?: Asked | null;
  children: ComponentChildren;
}

/**
 * What every home of the panel shares: language, theme, keys, acting with the guard, and one toast with undo.
 */
export function Surface({ host, settings, name, asked = null, children }: SurfaceProps) {
  const root = useRef<HTMLDivElement>(null);
  const tick = useTick();
  const onClickCapture = useOneClick();
  const [notice, setNotice] = useState<(Notice & { id: number }) | null>(null);
  const [help, setHelp] = useState(false);
  const handlers = useRef(new Map<Action | 'digit', KeyHandler[]>());
  const underWay = useRef(new Set<string>());
  const noticeId = useRef(0);
  const taken = useRef<number | null>(null);

  const language = chooseLanguage(settings.language, navigator.languages);
  const t = useMemo(() => createText(language), [language]);
  const format = useMemo(() => createFormat(language, host.zone, t), [language, host.zone, t]);

  const notify = useCallback((next: Notice) => {
    noticeId.current += 1;
    setNotice({ ...next, id: noticeId.current });
  }, []);
  const bind = useCallback((action: Action | 'digit', handler: KeyHandler) => {
    const list = handlers.current.get(action) ?? [];
    handlers.current.set(action, [...list, handler]);
    return () => {
      const now = handlers.current.get(action) ?? [];
      handlers.current.set(
        action,
        now.filter((one) => one !== handler),
      );
    };
  }, []);

  // `tick` is a dependency on purpose: a new context value makes the readers of times render again.
  const beside = useMemo<Beside>(() => {
    void tick;
    const fail = (error: unknown) => notify({ text: failureSentence(error, t), tone: 'fail' });
    const mayAct = (event: Event) => {
      if (host.mayAct(event)) return true;
      notify({ text: t('not_now') });
      return false;
    };
    return {
      host,
      settings,
      language,
      t,
      format,
      notify,
      fail,
      bind,
      mayAct,
      showKeys: () => setHelp(true),
      asked,
      take: (wanted) => {
        if (!asked || asked.name !== wanted || taken.current === asked.id) return false;
        taken.current = asked.id;
        return true;
      },
      async act(event, command, options = {}) {
        if (!mayAct(event)) return null;
        // The same act twice before the first is through is one act: a double click, Enter held down.
        const name = JSON.stringify(command);
        if (underWay.current.has(name)) return null;
        underWay.current.add(name);
        try {
          const result = await host.store.run(command);
          if (options.said) {
            const changes = options.undo && result.change ? [result.change] : [];
            notify({ text: options.said, changes, onUndone: options.onUndone });
          }
          return result;
        } catch (error) {
          fail(error);
          return null;
        } finally {
          underWay.current.delete(name);
        }
      },
      async undo(event, changes) {
        if (!mayAct(event)) return false;
        try {
          let kept = 0;
          for (const change of changes.toReversed()) {
            const result = await host.store.run({ name: 'change.undo', args: { change } });
            kept += result.kept;
          }
          notify({ text: kept > 0 ? t('undone_kept', { count: kept }) : t('undone') });
          return true;
        } catch (error) {
          fail(error);
          return false;
        }
      },
    };
  }, [host, settings, language, t, format, notify, bind, tick, asked]);

  const takeBack = useCallback(
    async (event: Event) => {
      if (notice?.takeBack) {
        if (!beside.mayAct(event)) return;
        await notice.takeBack().then(() => notify({ text: t('undone') }), beside.fail);
        return;
      }
      if (!notice?.changes?.length) return;
      if (await beside.undo(event, notice.changes)) notice.onUndone?.();
    },
    [beside, notice, notify, t],
  );

  // In our own documents keys are heard wherever the focus is; as a widget only inside the root.
  useEffect(() => {
    const target: EventTarget | null = host.place === 'widget' ? root.current : document;
    if (!target) return;
    const listen = (raw: Event) => {
      const event = raw as KeyboardEvent;
      if (event.key === 'Escape') setHelp(false);
      const digit = tagDigit(event) > 0;
      for (const action of digit ? (['digit'] as const) : actionsFor(event, settings.keys)) {
        const handler = handlers.current.get(action)?.at(-1);
        if (!handler) continue;
        event.preventDefault();
        handler(event);
        return;
      }
    };
    target.addEventListener('keydown', listen);
    return () => target.removeEventListener('keydown', listen);
  }, [host.place, settings.keys]);
  useEffect(() => bind('help', () => setHelp((open) => !open)), [bind]);
  useEffect(() => {
    if (notice?.takeBack || notice?.changes?.length) return bind('undo', (event) => void takeBack(event));
  }, [bind, takeBack, notice]);

  useLayoutEffect(() => {
    if (host.place === 'widget') return;
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = settings.theme;
    document.documentElement.dataset.surface = name;
  }, [host.place, language, settings.theme, name]);

  return (
    <BesideContext.Provider value={beside}>
      <div
        ref={root}
        class={`beside beside-${name}`}
        data-theme={settings.theme}
        data-place={host.place}
        lang={language}
        onClickCapture={onClickCapture}
      >
        {children}
        {help && <ShortcutList onClose={() => setHelp(false)} />}
        <Toast notice={notice} onUndo={takeBack} onClose={() => setNotice(null)} />
      </div>
    </BesideContext.Provider>
  );
}
