import { useMemo, useState } from 'preact/hooks';
import type { Command } from '../lib/domain/command.ts';
import { NO_PAGE, type PageState } from '../lib/domain/page-state.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { type Beside, BesideContext, useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { PanelBody } from './panel.tsx';
import { Avatar } from './parts.tsx';
import { practiceSightings } from './practice-threads.ts';

/** Who is saved in the practice inbox is as made up as the others, and goes with them. */
function asSample(command: Command): Command {
  if (command.name !== 'customer.save' || command.args.id !== undefined) return command;
  return { ...command, args: { ...command.args, sample: true } };
}

/**
 * A made-up inbox with the real panel beside it: everything can be tried before any site is switched on. Its customers are
 * samples; the words go nowhere.
 */
export function PracticeInbox() {
  const beside = useBeside();
  const { t, host, format } = beside;
  const sightings = useMemo(() => practiceSightings(host.now()), [host]);
  const [open, setOpen] = useState(sightings[0]!.thread.id);
  const [written, setWritten] = useState<Record<string, string>>({});
  const sighting = sightings.find(({ thread }) => thread.id === open) ?? sightings[0]!;
  const inside = useMemo<Beside>(
    () => ({
      ...beside,
      host: {
        ...host,
        openThread: (thread) => {
          if (sightings.some((one) => one.thread.id === thread.id)) setOpen(thread.id);
          else host.openThread(thread);
        },
        insertDraft: async ({ thread, text }) => {
          setWritten((old) => ({ ...old, [thread]: text }));
          return 'inserted';
        },
      },
      act: (event, command, options) => beside.act(event, asSample(command), options),
    }),
    [beside, host, sightings],
  );
  const page: PageState = {
    ...NO_PAGE,
    tab: 0,
    site: sighting.site,
    granted: true,
    reading: `practice ${open}`,
    sighting,
  };
  return (
    <div class="practice" data-part="practice">
      <ul class="practice-list">
        {sightings.map((one) => (
          <li key={one.thread.id}>
            <button
              type="button"
              class="practice-row"
              data-act="practice-thread"
              aria-current={one === sighting ? 'true' : undefined}
              onClick={() => setOpen(one.thread.id)}
            >
              <Avatar name={one.counterparts[0]!.name} id={one.thread.id} size="s" />
              <span class="practice-who">
                <b>{one.counterparts[0]!.name}</b>
                <span class="hint">{format.place(one.site)}</span>
                <span class="practice-last">{one.messages.at(-1)!.text}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <PracticeThread
        sighting={sighting}
        text={written[open] ?? ''}
        onText={(text) => setWritten({ ...written, [open]: text })}
      />
      <aside class="practice-panel beside-panel" aria-label={t('practice_panel')}>
        <BesideContext.Provider value={inside}>
          <PanelBody page={page} />
        </BesideContext.Provider>
      </aside>
    </div>
  );
}

/** What was said, and a reply box that belongs to nobody: sending it empties it. */
function PracticeThread(props: { sighting: Sighting; text: string; onText: (text: string) => void }) {
  const { t, host, format } = useBeside();
  const { sighting, text, onText } = props;
  const [sent, setSent] = useState<Record<string, string[]>>({});
  const { id, subject } = sighting.thread;
  const send = (event: Event) => {
    event.preventDefault();
    if (text.trim() === '') return;
    setSent({ ...sent, [id]: [...(sent[id] ?? []), text] });
    onText('');
  };
  return (
    <section class="practice-thread" aria-label={sighting.counterparts[0]!.name}>
      <h2 class="practice-subject">{subject || sighting.counterparts[0]!.name}</h2>
      <ol class="practice-lines">
        {sighting.messages.map((line) => (
          <li key={line.id} class={`practice-line practice-${line.direction}`}>
            <p>{line.text}</p>
            <span class="hint">{format.moment(Date.parse(line.at!), host.now())}</span>
          </li>
        ))}
        {(sent[id] ?? []).map((line, index) => (
          <li key={`sent-${index}`} class="practice-line practice-out">
            <p>{line}</p>
          </li>
        ))}
      </ol>
      <form class="practice-reply" onSubmit={send}>
        <textarea
          class="field"
          rows={2}
          data-part="practice-box"
          aria-label={t('practice_box')}
          placeholder={t('practice_box')}
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
        />
        <button type="submit" class="button" data-act="practice-send">
          <Icon name="reply" /> {t('practice_send')}
        </button>
      </form>
    </section>
  );
}
