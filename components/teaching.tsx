import { useEffect, useRef } from 'preact/hooks';
import type { SightedMessage } from '../lib/domain/sighting.ts';
import { LESSONS, type Lesson, type TeachState } from '../lib/domain/teach.ts';
import { useBeside } from './context.ts';
import type { PageState } from './host.ts';
import { Icon, type IconName } from './icon.tsx';
import { IconButton } from './parts.tsx';

/** Asked for in turn; the others only when the user wants them. */
const ASKED: Lesson[] = ['name', 'theirs', 'ours'];
const MORE: Lesson[] = ['contact', 'order', 'reply'];
const ICONS: Record<Lesson, IconName> = {
  name: 'user',
  theirs: 'in',
  ours: 'out',
  contact: 'phone',
  order: 'order',
  reply: 'edit',
};
/** Messages of the reading that are shown, the newest. */
const SHOWN = 6;

/** The steps of teaching a page by pointing, and what Beside reads there by now. */
export function Teaching({ page, teach }: { page: PageState; teach: TeachState }) {
  const { t, host, fail, mayAct, notify } = useBeside();
  const title = useRef<HTMLHeadingElement>(null);
  const { tab } = page;
  const { lesson, pointed, reading, problem } = teach;
  const site = page.origin.replace(/^https?:\/\//, '');
  useEffect(() => title.current?.focus(), []);
  if (tab === null) return null;
  const go = (next: TeachState['lesson']) => void host.teach?.step(tab, next).catch(fail);
  const stop = () => void host.teach?.stop(tab).catch(fail);
  const save = (event: Event) => {
    if (!mayAct(event)) return;
    host.teach?.save(tab).then(() => notify({ text: t('teach_saved', { site }) }), fail);
  };
  const isReady = reading !== null && problem === null && reading.health === 'ok';
  const lines = LESSONS.filter((one) => ASKED.includes(one) || pointed[one] !== undefined || one === lesson);
  const left = MORE.filter((one) => !lines.includes(one));
  return (
    <div class="teaching" data-part="teaching" data-lesson={lesson}>
      <h1 class="teach-title" tabIndex={-1} ref={title}>
        {t('teach_title', { site })}
      </h1>
      {!(lesson === 'check' && problem) && (
        <p class="teach-now" role="status" data-part="teach-now">
          {t(lesson === 'check' ? 'teach_now_check' : `teach_now_${lesson}`)}
          {lesson !== 'check' && <span class="hint">{t('teach_keys')}</span>}
        </p>
      )}
      {problem && (
        <p class="teach-problem" role="alert" data-part="teach-problem">
          <Icon name="alert" /> {t(`teach_problem_${problem}`)}
        </p>
      )}
      <ol class="teach-steps">
        {lines.map((one) => (
          <Step
            key={one}
            lesson={one}
            words={pointed[one]}
            now={one === lesson}
            onGo={() => go(one)}
            onSkip={one === lesson && !['name', 'theirs'].includes(one) ? () => go('check') : undefined}
          />
        ))}
      </ol>
      {lesson === 'check' && left.length > 0 && (
        <p class="teach-more">
          <span class="hint">{t('teach_more')}</span>
          {left.map((one) => (
            <button
              key={one}
              type="button"
              class="button button-quiet"
              data-act={`teach-${one}`}
              onClick={() => go(one)}
            >
              <Icon name={ICONS[one]} /> {t(`teach_${one}`)}
            </button>
          ))}
        </p>
      )}
      {reading && <Reading teach={teach} />}
      <p class="row-acts teach-acts">
        <button
          type="button"
          class="button button-primary"
          data-act="teach-save"
          disabled={!isReady || lesson !== 'check'}
          onClick={save}
        >
          <Icon name="check" /> {t('teach_save')}
        </button>
        <button type="button" class="button" data-act="teach-stop" onClick={stop}>
          {t('cancel')}
        </button>
      </p>
    </div>
  );
}

interface StepProps {
  lesson: Lesson;
  words: string | undefined;
  now: boolean;
  onGo: () => void;
  onSkip: (() => void) | undefined;
}

function Step({ lesson, words, now, onGo, onSkip }: StepProps) {
  const { t } = useBeside();
  const name = t(`teach_${lesson}`);
  return (
    <li
      class="teach-step"
      data-part="teach-step"
      data-lesson={lesson}
      aria-current={now ? 'step' : undefined}
    >
      <span class="teach-mark" aria-hidden="true">
        <Icon name={words !== undefined && !now ? 'check' : ICONS[lesson]} size={14} />
      </span>
      <span class="teach-step-text">
        <b>{name}</b>
        {words !== undefined && <q class="teach-words">{words || t('teach_empty')}</q>}
      </span>
      {words !== undefined && !now && (
        <IconButton
          act={`again-${lesson}`}
          icon="point"
          label={t('teach_again', { what: name })}
          onAct={onGo}
        />
      )}
      {onSkip && (
        <button type="button" class="text-button" data-act="teach-skip" onClick={onSkip}>
          {t('teach_skip')}
        </button>
      )}
    </li>
  );
}

/** What is read of the page that is open now; it changes when the user opens another conversation. */
function Reading({ teach }: { teach: TeachState }) {
  const { t, format } = useBeside();
  const { reading, key, sides } = teach;
  if (!reading) return null;
  const [person] = reading.counterparts;
  const newest = reading.messages.slice(-SHOWN);
  return (
    <section class="teach-reading" data-part="teach-reading" aria-label={t('teach_reading')}>
      <h2 class="teach-reading-title">{t('teach_reading')}</h2>
      <p class="teach-person">
        <b data-part="teach-name">{person?.name ?? t('teach_nobody')}</b>
        {person?.identities.map((identity) => (
          <span key={identity} class="hint" data-part="teach-handle">
            {format.handle(identity)}
          </span>
        ))}
        {reading.order && <span class="hint">{t('teach_order_read', { number: reading.order.number })}</span>}
      </p>
      <ul class="teach-messages">
        {newest.map((message) => (
          <Message key={message.id} message={message} />
        ))}
      </ul>
      {reading.messages.length > newest.length && (
        <p class="hint">{t('teach_messages_more', { count: reading.messages.length - newest.length })}</p>
      )}
      {!sides && <p class="hint">{t('teach_sides_unknown')}</p>}
      {key && <p class="hint">{t(`teach_key_${key}`)}</p>}
    </section>
  );
}

const DIRECTION: Record<SightedMessage['direction'], IconName> = { in: 'in', out: 'out', unknown: 'message' };

function Message({ message }: { message: SightedMessage }) {
  const { t } = useBeside();
  const { direction, text } = message;
  return (
    <li
      class={`teach-message teach-message-${direction}`}
      data-part="teach-message"
      data-direction={direction}
    >
      <Icon name={DIRECTION[direction]} size={14} />
      <span class="unseen">{t(`direction_${direction}`)}: </span>
      <span class="teach-message-text">{text}</span>
    </li>
  );
}
