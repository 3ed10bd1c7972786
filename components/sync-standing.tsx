import { useEffect, useRef, useState } from 'preact/hooks';
import type { RecoveryKit, SyncDesk } from '../lib/domain/sync-desk.ts';
import type { SyncView } from '../lib/domain/sync-view.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { Progress } from './import-progress.tsx';
import { Section } from './parts.tsx';
import { useLive } from './use-live.ts';

/** How syncing stands in one line, and what can be done about it. */
export function SyncStanding(props: { now: SyncView; desk: SyncDesk; onKit: (kit: RecoveryKit) => void }) {
  const { now, desk } = props;
  const { t, host, settings, fail, mayAct, notify } = useBeside();
  const [ending, setEnding] = useState(false);
  const act = (work: () => Promise<void>) => (event: Event) => {
    if (mayAct(event)) work().catch(fail);
  };
  const stopped = settings.syncStopped;
  const stop = (next: boolean) => act(() => host.saveSettings({ syncStopped: next }));
  const problem = now.problem?.kind;
  const origin = now.place?.origin ?? null;
  const blocked = useBlocked(desk, problem === 'unreachable' ? origin : null);
  const showKit = async () => {
    const kit = await desk.kit();
    if (kit) props.onKit(kit);
    else notify({ text: t('sync_kit_none') });
  };
  return (
    <>
      <Section part="sync-now" title={t('sync_state')}>
        <StateLine now={now} stopped={stopped} blocked={blocked} />
        {!stopped && now.phase === 'working' && <Sending now={now} />}
        {now.held && (
          <p class="banner" role="status" data-part="sync-held">
            <Icon name="alert" />
            <span class="banner-text">{t('sync_held', { count: now.held.rows })}</span>
          </p>
        )}
        <span class="form-acts">
          {problem === 'emptied' && (
            <button type="button" class="button" data-act="sync-refill" onClick={act(() => desk.refill())}>
              {t('sync_refill')}
            </button>
          )}
          {problem === 'paused' && desk.resume && (
            <button
              type="button"
              class="button button-primary"
              data-act="sync-resume"
              onClick={act(async () => desk.resume?.())}
            >
              {t('living_resume')}
            </button>
          )}
          {blocked && (
            <button
              type="button"
              class="button button-primary"
              data-act="sync-allow"
              onClick={(event) => {
                // The browser's question must come straight from the click.
                if (mayAct(event))
                  desk.grant(origin ?? '').then((granted) => (granted ? desk.run() : undefined), fail);
              }}
            >
              {t('sync_allow')}
            </button>
          )}
          {stopped ? (
            <button type="button" class="button" data-act="sync-go-on" onClick={stop(false)}>
              <Icon name="refresh" /> {t('sync_go_on')}
            </button>
          ) : (
            <>
              {problem !== 'emptied' && now.phase !== 'locked' && (
                <button type="button" class="button" data-act="sync-run" onClick={act(() => desk.run())}>
                  <Icon name="refresh" /> {t('sync_run')}
                </button>
              )}
              <button type="button" class="button" data-act="sync-stop" onClick={stop(true)}>
                {t('sync_stop')}
              </button>
            </>
          )}
          <button type="button" class="text-button" data-act="sync-kit" onClick={act(showKit)}>
            {t('sync_kit_show')}
          </button>
          <button type="button" class="text-button" data-act="sync-end" onClick={() => setEnding(true)}>
            {t('sync_end')}
          </button>
        </span>
        {ending && (
          <div class="banner" data-part="sync-ending">
            <span class="banner-text">
              {t('sync_end_text')}
              <br />
              <button
                type="button"
                class="text-button"
                data-act="sync-end-now"
                onClick={act(async () => {
                  await desk.end();
                  notify({ text: t('sync_ended') });
                })}
              >
                {t('sync_end_now')}
              </button>{' '}
              <button
                type="button"
                class="text-button"
                data-act="sync-end-not"
                onClick={() => setEnding(false)}
              >
                {t('cancel')}
              </button>
            </span>
          </div>
        )}
      </Section>
      <Devices devices={now.devices} />
      <Bytes />
    </>
  );
}

/** Whether the browser is what keeps Beside from the store. @param origin null: nothing is wrong. */
function useBlocked(desk: SyncDesk, origin: string | null): boolean {
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    setBlocked(false);
    if (origin === null) return;
    let over = false;
    desk.isGranted(origin).then(
      (granted) => {
        if (!over) setBlocked(!granted);
      },
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [desk, origin]);
  return blocked;
}

function StateLine({ now, stopped, blocked }: { now: SyncView; stopped: boolean; blocked: boolean }) {
  const { t, format, host } = useBeside();
  const at = host.now();
  const name = now.place?.name ?? '';
  const problem = stopped ? null : now.problem;
  const lastAt = now.lastAt === null ? '' : format.moment(now.lastAt, at);
  // A look at the store every few seconds, which finds nothing, is nothing to be told.
  const inStep = lastAt !== '' && (now.phase === 'idle' || now.waiting === 0);
  const words = () => {
    if (stopped) return t('sync_stopped');
    if (now.phase === 'locked') return t('sync_removed');
    if (problem?.kind === 'emptied') return t('sync_emptied', { name });
    if (problem?.kind === 'paused') return t('living_paused', { folder: name });
    if (problem) return t('sync_waiting', { when: format.moment(problem.since, at) });
    if (inStep) return t('sync_idle', { name, when: lastAt });
    return t('sync_working', { name });
  };
  const why =
    problem && problem.kind !== 'emptied' && problem.kind !== 'paused' && problem.kind !== 'removed'
      ? t(problem.kind === 'newer' ? 'sync_newer' : `store_${blocked ? 'blocked' : problem.kind}`)
      : '';
  const calm = problem === null && now.phase !== 'locked';
  return (
    <div class={calm ? 'sync-line' : 'banner'} role={calm ? 'status' : 'alert'} data-part="sync-line">
      <Icon name={calm && inStep && !stopped ? 'done' : calm ? 'refresh' : 'alert'} />
      <span class="banner-text">
        {words()}
        {why && (
          <>
            {' '}
            <span data-part="sync-why">{why}</span>
          </>
        )}
      </span>
    </div>
  );
}

/** How far the sending has come: of what waited when it began, or of what has joined it since. */
function Sending({ now }: { now: SyncView }) {
  const { t, format } = useBeside();
  const most = useRef(0);
  most.current = Math.max(most.current, now.waiting);
  if (now.waiting === 0 || most.current < 2) return null;
  const done = most.current - now.waiting;
  const words = t('sync_sending', { done: format.count(done), total: format.count(most.current) });
  return (
    <>
      <p class="hint">{words}</p>
      <Progress share={done / most.current} label={words} />
    </>
  );
}

function Devices({ devices }: Pick<SyncView, 'devices'>) {
  const { t, format, host } = useBeside();
  if (devices.length === 0) return null;
  return (
    <Section part="sync-devices" title={t('sync_devices')}>
      <ul class="rules">
        {devices.map((device) => (
          <li key={device.id} class="rule" data-part="sync-device-row">
            <span>
              <b>{device.name || t('sync_device_nameless')}</b>
              <span class="hint">
                {device.isOwn
                  ? t('sync_device_this')
                  : device.seenAt === 0
                    ? t('sync_device_never')
                    : t('sync_device_seen', { when: format.moment(device.seenAt, host.now()) })}
                {device.stuck !== '' && ` ${t('sync_device_stuck')}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the privacy receipt counts, where one looks for it. */
function Bytes() {
  const { t, host, format } = useBeside();
  const count = useLive(host.store, { name: 'ledger', args: {} }).value?.sync;
  if (!count) return null;
  return (
    <p class="hint" data-part="sync-bytes">
      {t('sync_bytes', {
        sent: format.size(count.sent),
        received: format.size(count.received),
        requests: format.count(count.requests),
      })}
    </p>
  );
}
