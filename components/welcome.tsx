import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type FirstSteps, FORGETS, type Forgets } from '../lib/domain/first-steps.ts';
import { sampleCommands } from '../lib/domain/samples.ts';
import type { Settings } from '../lib/domain/settings.ts';
import { TRADES, type Trade } from '../lib/domain/trade.ts';
import { useBeside } from './context.ts';
import { writeRoute } from './hash-route.ts';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { Key } from './parts.tsx';
import { readyPlaybooks } from './playbook-sets.ts';
import { PracticeInbox } from './practice.tsx';
import type { SiteSwitch } from './site-section.tsx';
import { useTags } from './tag-book.tsx';
import { useAddTags } from './use-add-tags.ts';
import { useReadyTemplates } from './use-add-templates.ts';
import { useLive } from './use-live.ts';
import { WelcomeGoal } from './welcome-goal.tsx';

/** Where most small shops answer, the commonest first; the others follow as they are. */
const COMMON = ['zalo', 'messenger', 'gmail', 'shopee', 'whatsapp', 'telegram-k', 'instagram'];

/** The first five minutes: three taps, one permission, and what is left to do, ticked off as it happens. */
export function Welcome({ sites, samples }: { sites: SiteSwitch[]; samples: number }) {
  const { t, host, settings, fail } = useBeside();
  const steps = useLive(host.store, { name: 'firstSteps', args: {} }).value;
  const { start } = settings;
  const now = Math.floor(host.now() / 60_000) * 60_000;
  const goal = useLive(host.store, { name: 'goal', args: { zone: host.zone, now } }).value;
  const on = sites.filter((site) => site.granted);
  const save = (patch: Partial<Settings>) => void host.saveSettings(patch).catch(fail);
  if (!steps || goal === undefined) return <div aria-busy="true" />;
  return (
    <div data-part="welcome">
      <div class="sheet-page">
        <h1 class="page-title">{t('welcome_title')}</h1>
        <p class="hint">{t('welcome_text')}</p>
        <ol class="welcome-steps">
          <Step part="where" done={on.length > 0} title={t('welcome_where')}>
            <Where sites={sites} />
          </Step>
          <Step part="sells" done={start.trade !== ''} title={t('welcome_sells')}>
            <Sells onChoose={(trade) => save({ start: { ...start, trade } })} />
          </Step>
          <Step part="forgets" done={start.forgets !== ''} title={t('welcome_forgets')}>
            <ForgetsChoice sites={[...new Set(on.map(({ site }) => site))]} />
          </Step>
          {start.forgets !== '' && (
            <Step part="goal" done={goal !== null} title={t('welcome_goal')}>
              {goal === null ? (
                <WelcomeGoal forgets={start.forgets} />
              ) : (
                <a class="text-button" href={writeRoute('reports')} data-act="welcome-goal-open">
                  {t('welcome_goal_open')}
                </a>
              )}
            </Step>
          )}
          <FirstCustomer steps={steps} site={on[0] ?? null} />
          <TestRing />
        </ol>
        <Landing
          samples={samples}
          onDone={() => {
            save({ start: { ...start, done: true } });
            host.openDashboard('customers');
          }}
        />
      </div>
      {samples > 0 && <PracticeInbox />}
    </div>
  );
}

/** One step: a question or something to do; a tick once it is so. */
function Step(props: { part: string; done: boolean; title: string; children?: ComponentChildren }) {
  const { t } = useBeside();
  return (
    <li class="welcome-step" data-part={`step-${props.part}`} data-done={props.done}>
      <span class={props.done ? 'welcome-mark welcome-ticked' : 'welcome-mark'}>
        {props.done && <Icon name="check" size={14} />}
        <span class="unseen">{props.done ? t('welcome_step_done') : t('welcome_step_open')}</span>
      </span>
      <div class="welcome-body">
        <h2>{props.title}</h2>
        {props.children}
      </div>
    </li>
  );
}

/** The site that is used most: one tap, and the browser asks for that one alone. */
function Where({ sites }: { sites: SiteSwitch[] }) {
  const { t, host, format, fail } = useBeside();
  const [all, setAll] = useState(false);
  const places = sites.filter(({ origin, onClick, taught }) => origin !== '' && !onClick && !taught);
  const rank = (site: string) => (COMMON.includes(site) ? COMMON.indexOf(site) : COMMON.length);
  // Of places that go by one name (two Telegrams), the one that is on, else the commoner.
  const first = new Map<string, SiteSwitch>();
  for (const one of places.toSorted((a, b) => rank(a.site) - rank(b.site))) {
    const name = format.place(one.site);
    if (!first.has(name) || (one.granted && !first.get(name)!.granted)) first.set(name, one);
  }
  const sorted = [...first.values()].sort((a, b) => rank(a.site) - rank(b.site));
  const shown = all ? sorted : sorted.filter(({ site, granted }) => granted || COMMON.includes(site));
  return (
    <div class="welcome-choices">
      {shown.map(({ site, origin, granted }) => (
        <button
          key={site}
          type="button"
          class="choice"
          data-act="welcome-site"
          data-site={site}
          aria-pressed={granted}
          // The browser's question must come straight from the click: nothing is awaited before it.
          onClick={() => void (granted ? null : host.enableSite?.(origin).catch(fail))}
        >
          {granted && <Icon name="check" size={14} />} {format.place(site)}
        </button>
      ))}
      {!all && shown.length < sorted.length && (
        <button type="button" class="text-button" data-act="welcome-more-sites" onClick={() => setAll(true)}>
          {t('welcome_more_sites')}
        </button>
      )}
    </div>
  );
}

/** What is sold: brings the tags, the templates and the playbook of that trade. */
function Sells({ onChoose }: { onChoose: (trade: Trade) => void }) {
  const { t, language, settings, host, fail } = useBeside();
  const tags = useTags() ?? [];
  const addTags = useAddTags(tags);
  const templates = useLive(host.store, { name: 'templates', args: {} }).value ?? [];
  const { sets, commandFor } = useReadyTemplates(templates);
  const playbooks = useLive(host.store, { name: 'playbooks', args: {} }).value ?? [];
  /** Switched off, to be looked at first. */
  const addPlaybooks = async (trade: Trade) => {
    for (const { name, steps } of readyPlaybooks(trade, language)) {
      const has = playbooks.some((one) => steps.some(({ id }) => one.steps[id]));
      const args = { name, steps, position: playbooks.length, zone: host.zone };
      if (!has) await host.store.run({ name: 'playbook.save', args });
    }
  };
  /** What every shop says, and what those of this trade say. */
  const choose = async (event: Event, trade: Trade) => {
    if (!(await addTags(event, trade))) return;
    const wanted = sets.filter((set) => set.trade === '' || set.trade === trade);
    const command = commandFor(wanted.flatMap(({ missing }) => missing));
    if (command) await host.store.run(command).catch(fail);
    await addPlaybooks(trade).catch(fail);
    onChoose(trade);
  };
  return (
    <div class="welcome-choices">
      {TRADES.map((trade) => (
        <button
          key={trade}
          type="button"
          class="choice"
          data-act="welcome-trade"
          data-trade={trade}
          aria-pressed={settings.start.trade === trade}
          onClick={(event) => void choose(event, trade)}
        >
          {settings.start.trade === trade && <Icon name="check" size={14} />} {t(`trade_${trade}`)}
        </button>
      ))}
    </div>
  );
}

/** What is forgotten: switches on what helps against it, and says what that is. */
function ForgetsChoice({ sites }: { sites: string[] }) {
  const { t, host, settings, fail } = useBeside();
  const { start, digest, promiseSites } = settings;
  const choose = (forgets: Forgets) => {
    const patch: Partial<Settings> = { start: { ...start, forgets } };
    if (forgets === 'promise') patch.promiseSites = [...new Set([...promiseSites, ...sites])];
    if (forgets === 'reply' || forgets === 'again') patch.digest = { ...digest, on: true };
    host.saveSettings(patch).catch(fail);
  };
  return (
    <>
      <div class="welcome-choices">
        {FORGETS.map((one) => (
          <button
            key={one}
            type="button"
            class="choice"
            data-act="welcome-forgets"
            data-forgets={one}
            aria-pressed={start.forgets === one}
            onClick={() => choose(one)}
          >
            {start.forgets === one && <Icon name="check" size={14} />} {t(`forgets_${one}`)}
          </button>
        ))}
      </div>
      {start.forgets !== '' && <p class="hint">{t(`forgets_help_${start.forgets}`)}</p>}
    </>
  );
}

/** From the first conversation on: each line ticks itself off. */
function FirstCustomer({ steps, site }: { steps: FirstSteps; site: SiteSwitch | null }) {
  const { t, settings, format } = useBeside();
  const place = site ? format.place(site.site) : t('welcome_any_site');
  return (
    <>
      <Step part="customer" done={steps.customers > 0} title={t('welcome_customer')}>
        {steps.customers === 0 && (
          <p class="hint">
            {t('welcome_customer_how', { site: place })} <Key of={keyOf('save', settings.keys)} />{' '}
            {site && (
              <a
                class="text-button"
                data-act="welcome-open"
                href={site.origin}
                target="_blank"
                rel="noreferrer noopener"
              >
                {t('welcome_open', { site: place })} <Icon name="open" size={14} />
              </a>
            )}
          </p>
        )}
      </Step>
      <Step part="note" done={steps.noted} title={t('welcome_note')}>
        {!steps.noted && (
          <p class="hint">
            {t('welcome_note_how')} <Key of={keyOf('note', settings.keys)} />
          </p>
        )}
      </Step>
      <Step part="promise" done={steps.promised} title={t('welcome_promise')}>
        {!steps.promised && (
          <p class="hint">
            {t('welcome_promise_how')} <Key of={keyOf('remind', settings.keys)} />
          </p>
        )}
      </Step>
      <Step part="channel" done={steps.channels} title={t('welcome_channel')}>
        {!steps.channels && <p class="hint">{t('welcome_channel_how')}</p>}
      </Step>
    </>
  );
}

/** Rings now, and asks whether it was seen: what keeps it silent is mostly the computer's own settings. */
function TestRing() {
  const { t, host, fail } = useBeside();
  const [said, setSaid] = useState<'' | 'asked' | 'seen' | 'silent'>('');
  const hint = said === 'seen' ? 'good' : said === 'silent' ? 'silent' : 'how';
  return (
    <Step part="ring" done={said === 'seen'} title={t('welcome_ring')}>
      <p class="hint">{t(`welcome_ring_${hint}`)}</p>
      <div class="welcome-choices">
        <button
          type="button"
          class="button"
          data-act="test-ring"
          onClick={() => void host.testRing().then(() => setSaid('asked'), fail)}
        >
          <Icon name="bell" /> {t('ring_test')}
        </button>
        {said === 'asked' && (
          <>
            <button type="button" class="choice" data-act="ring-seen" onClick={() => setSaid('seen')}>
              {t('welcome_ring_yes')}
            </button>
            <button type="button" class="choice" data-act="ring-silent" onClick={() => setSaid('silent')}>
              {t('welcome_ring_no')}
            </button>
          </>
        )}
      </div>
    </Step>
  );
}

/** Where everything is, how to take it back, and a book to try things in. */
function Landing({ samples, onDone }: { samples: number; onDone: () => void }) {
  const { t, host, act, fail, mayAct, notify } = useBeside();
  const practise = async (event: Event) => {
    if (!mayAct(event)) return;
    try {
      for (const command of sampleCommands(host.now(), host.zone)) await host.store.run(command);
      notify({ text: t('practice_made') });
    } catch (error) {
      fail(error);
    }
  };
  return (
    <div class="welcome-landing">
      <p>
        <Icon name="lock" /> {t('welcome_safe')}
      </p>
      <span class="welcome-choices">
        <button type="button" class="button button-primary" data-act="welcome-done" onClick={onDone}>
          {t('welcome_done')}
        </button>
        {samples === 0 ? (
          <button type="button" class="button" data-act="practise" onClick={(event) => void practise(event)}>
            <Icon name="book" /> {t('practice_try')}
          </button>
        ) : (
          <button
            type="button"
            class="button"
            data-act="remove-samples"
            onClick={(event) =>
              void act(
                event,
                { name: 'samples.remove', args: {} },
                { said: t('samples_removed'), undo: true },
              )
            }
          >
            <Icon name="trash" /> {t('samples_remove')}
          </button>
        )}
      </span>
    </div>
  );
}
