import { useEffect, useRef, useState } from 'preact/hooks';
import type { Command } from '../lib/domain/command.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { logOf, type Named, namedIn, orderOf, wholeMessage } from '../lib/domain/log.ts';
import { isInternal } from '../lib/domain/membership.ts';
import type { CardView } from '../lib/domain/query.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { useBeside, useKey } from './context.ts';
import { HandLog } from './hand-log.tsx';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { ActionButton, IconButton } from './parts.tsx';
import { pieceId } from './subject.ts';
import { UNDO_MS } from './toast.tsx';

/** A log made from this panel, while it can still be taken back. */
interface Fresh {
  subject: string;
  entry: string | null;
  at: number;
  changes: string[];
}

export interface LogBarProps {
  sighting: Sighting;
  card: CardView;
  /** Everybody known in this thread; an entry may name several. */
  customers: Customer[];
  selection: string;
  /** Shows the entry of a log in the timeline. */
  onShow: (interaction: string) => void;
}

/** What a log of this page would be, or null when there is nothing to log. */
function plan(sighting: Sighting, card: CardView, named: Named) {
  return logOf(sighting, named, wholeMessage(card.logged ?? card.loggedBefore), '');
}

/**
 * One click logs the open thread. A stamp then shows it; a second click shows the entry instead of making a double;
 * messages newer than the entry bring the button back, with their count.
 */
export function LogBar({ sighting, card, customers, selection, onShow }: LogBarProps) {
  const { t, format, host, settings, act, mayAct, undo, fail } = useBeside();
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const [byHand, setByHand] = useState(false);
  useKey('call', () => setByHand(true));
  const running = useRef(false);
  const named = namedIn(customers, true);
  const { ids } = named;
  // Nothing of a colleague is a buyer's: it is logged when the seller says so, and the button says what it is.
  const areColleagues = customers.length > 0 && customers.every(isInternal);
  const subject = JSON.stringify([sighting.site, sighting.thread.id, sighting.messages.at(-1)?.id, ids]);
  const mine = fresh?.subject === subject ? fresh : null;
  const command = card.logged ? null : plan(sighting, card, named);
  const entry = card.logged?.id ?? mine?.entry ?? null;
  const done = entry !== null && (card.logged !== null || mine !== null);

  useEffect(() => {
    if (!fresh) return;
    const timer = setTimeout(
      () => setFresh((old) => (old === fresh ? { ...old, changes: [] } : old)),
      Math.max(0, fresh.at + UNDO_MS - host.now()),
    );
    return () => clearTimeout(timer);
  }, [fresh?.at, host]);

  // An entry that was there and is gone was taken back elsewhere: the stamp must not outlive it.
  const seen = useRef('');
  useEffect(() => {
    if (card.logged) seen.current = subject;
    else if (seen.current === subject) setFresh(null);
  }, [card.logged, subject]);

  const write = async (): Promise<void> => {
    if (!command || running.current) return;
    running.current = true;
    try {
      const changes: string[] = [];
      const commands: Command[] = [{ name: 'interaction.log', args: command }];
      const order = ids[0] && !areColleagues ? orderOf(sighting, ids[0]) : null;
      if (order) commands.push({ name: 'order.record', args: order });
      let logged: string | null = null;
      for (const one of commands) {
        const result = await host.store.run(one);
        if (result.change) changes.push(result.change);
        if (one.name === 'interaction.log') logged = result.id;
      }
      setFresh({ subject, entry: logged, at: host.now(), changes });
    } catch (error) {
      fail(error);
    } finally {
      running.current = false;
    }
  };

  const log = (event: Event) => {
    if (done && entry) {
      onShow(entry);
      return;
    }
    if (mayAct(event)) void write();
  };
  useKey('log', log);

  // The background logs by itself where the seller turned that on; what it just wrote can be taken back here too.
  const isAuto = customers.some((one) => one.autoLog) || settings.autoLogSites.includes(sighting.site);
  const own = isAuto && !mine && card.logged ? card.logged : null;
  const age = own ? host.now() - own.loggedAt : UNDO_MS;
  const [, setTurn] = useState(0);
  useEffect(() => {
    if (age >= UNDO_MS) return;
    const timer = setTimeout(() => setTurn((turn) => turn + 1), UNDO_MS - age);
    return () => clearTimeout(timer);
  }, [own?.id]);

  const canUndo = mine ? mine.changes.length > 0 : age < UNDO_MS;
  const takeBack = async (event: Event) => {
    if (mine && (await undo(event, mine.changes))) setFresh(null);
    if (!mine && own) {
      await act(
        event,
        { name: 'interaction.delete', args: { id: own.id } },
        { said: t('undone'), undo: true },
      );
    }
  };
  useKey('undo', (event) => void takeBack(event), canUndo);

  const logPiece = async (event: Event) => {
    const base = logOf(sighting, named, null, selection);
    if (!base) return;
    const args = { ...base, count: 1, messageId: pieceId(base.messageId, selection) };
    const result = await act(
      event,
      { name: 'interaction.log', args },
      { said: t('log_piece_done'), undo: true },
    );
    if (result) host.dropSelection?.();
    if (result?.existing && result.id) onShow(result.id);
  };

  const at = mine?.at ?? card.logged?.loggedAt ?? 0;
  const hotkey = keyOf('log', settings.keys);
  const label = areColleagues
    ? t('log_colleague')
    : card.loggedBefore
      ? t('log_new', { count: command?.count ?? 0 })
      : t('log');
  return (
    <>
      {done ? (
        <span class="stamp" data-part="stamp">
          <Icon name="check" />
          <button type="button" class="stamp-text" data-act="log" title={t('log_show')} onClick={log}>
            {t(own && canUndo ? 'logged_auto' : 'logged', { time: format.clock(at) })}
          </button>
          {canUndo && (
            <>
              <span aria-hidden="true">·</span>
              <button type="button" class="text-button" data-act="undo" onClick={takeBack}>
                {t('undo')}
              </button>
            </>
          )}
        </span>
      ) : (
        command && (
          <ActionButton
            act="log"
            icon="check"
            label={label}
            hotkey={hotkey}
            primary={!areColleagues}
            onAct={log}
          />
        )
      )}
      <IconButton
        act="hand-log"
        icon="phone"
        label={t('hand_log')}
        hotkey={keyOf('call', settings.keys)}
        expanded={byHand}
        onAct={() => setByHand(!byHand)}
      />
      {byHand && (
        <HandLog
          customers={customers}
          keys={sighting.counterparts.flatMap((one) => one.identities)}
          onClose={() => setByHand(false)}
        />
      )}
      {selection !== '' && (
        <div class="piece" data-part="selection">
          <blockquote class="piece-text">{selection}</blockquote>
          <span class="row-acts">
            <button type="button" class="button" data-act="log-selection" onClick={logPiece}>
              {t('log_piece')}
            </button>
            {host.dropSelection && (
              <button type="button" class="text-button" onClick={() => host.dropSelection?.()}>
                {t('not_now_button')}
              </button>
            )}
          </span>
        </div>
      )}
      {!done && card.loggedBefore && (
        <p class="hint log-before" data-part="logged-before">
          {t('logged_before', { when: format.moment(card.loggedBefore.loggedAt, host.now()) })}
        </p>
      )}
    </>
  );
}
