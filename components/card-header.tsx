import { useState } from 'preact/hooks';
import type { Customer, Stage } from '../lib/domain/entities.ts';
import { isInternal } from '../lib/domain/membership.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { useBeside, useKey } from './context.ts';
import { Icon } from './icon.tsx';
import { Avatar, EditableText, nameOf } from './parts.tsx';
import { lastContact, newestInWords, waitLevel } from './subject.ts';
import { KINDS, STAGE_ORDER } from './vocabulary.ts';

/** A name of more characters takes more lines than the rest of the header has. */
const LONG = 48;

/** Who this is: name, code, stage, kind. Everything is changed in place. */
export function CardHeader({ customer, withAbout = true }: { customer: Customer; withAbout?: boolean }) {
  const { t, act } = useBeside();
  const [editing, setEditing] = useState(false);
  useKey('edit', () => setEditing(true));
  const save = (event: Event, set: { name?: string; stage?: Stage; kind?: Customer['kind'] }) =>
    act(
      event,
      { name: 'customer.save', args: { id: customer.id, set } },
      {
        said: set.kind === 'internal' ? t('colleague_on', { name: nameOf(customer) }) : t('saved'),
        undo: true,
      },
    );
  return (
    <header class="who">
      <Avatar name={nameOf(customer)} id={customer.id} size="l" />
      <div class="who-text">
        <h1 class="who-name" part="name">
          <EditableText
            part="name"
            class={nameOf(customer).length > LONG ? 'name name-long' : 'name'}
            label={t('name_edit')}
            value={nameOf(customer)}
            max={200}
            editing={editing}
            onEditing={setEditing}
            onSave={(event, name) => void save(event, { name })}
          />
        </h1>
        <p class="who-line">
          <span class="code" data-part="code">
            {customer.code}
          </span>
          {!isInternal(customer) && (
            <span class={`stage stage-${customer.stage}`}>
              <select
                aria-label={t('stage')}
                data-act="stage"
                value={customer.stage}
                onChange={(event) => void save(event, { stage: event.currentTarget.value as Stage })}
              >
                {STAGE_ORDER.map((stage) => (
                  <option key={stage} value={stage}>
                    {t(`stage_${stage}`)}
                  </option>
                ))}
              </select>
            </span>
          )}
          <select
            class="plain-select"
            aria-label={t('kind')}
            data-act="kind"
            value={customer.kind}
            onChange={(event) => void save(event, { kind: event.currentTarget.value as Customer['kind'] })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind_${kind}`)}
              </option>
            ))}
          </select>
          {customer.sample && (
            <span class="sample" title={t('sample_hint')}>
              {t('sample')}
            </span>
          )}
        </p>
        {withAbout && customer.about !== '' && <p class="who-about">{customer.about}</p>}
      </div>
    </header>
  );
}

/** How this person was recognised: the identity on the page, who linked it and when. */
export function Recognised({ customer, keys }: { customer: Customer; keys: string[] }) {
  const { t, format, host } = useBeside();
  const key = keys.find((one) => customer.links[one]);
  const evidence = key ? customer.links[key] : undefined;
  if (!key || !evidence) return null;
  const doubtful = evidence.doubtful === true;
  const source = t(`evidence_${evidence.by}`, {
    from: format.place(evidence.from),
    when: format.day(evidence.at, host.now()),
  });
  return (
    <p class={doubtful ? 'fact fact-late' : 'fact fact-sure'} data-part="evidence">
      <Icon name={doubtful ? 'help' : 'done'} />
      <span>
        <b class="handle">{format.handle(key)}</b> · {doubtful ? t('sure_doubtful') : t('sure_strong')}
        <span class="fact-more">{source}</span>
      </span>
    </p>
  );
}

/** Whether somebody waits for an answer, and for how long: a colour, a shape and words. */
export function ContactAge({ customer, sighting }: { customer: Customer; sighting: Sighting | null }) {
  const { t, format, host } = useBeside();
  const words = newestInWords(sighting);
  if (words) {
    return (
      <p class="fact" data-part="contact-age" data-level={words.from}>
        <Icon name={words.from} />
        <span>
          {t(`wrote_last_${words.from}`)}
          {words.when !== '' && ` · ${words.when}`}
        </span>
      </p>
    );
  }
  const last = lastContact(customer, sighting);
  if (!last) return null;
  // Nobody in the shop is a buyer who waits.
  if (isInternal(customer) && last.from === 'in') {
    return (
      <p class="fact" data-part="contact-age" data-level="in">
        <Icon name="in" />
        <span title={format.exact(last.at)}>{t('wrote_ago', { ago: format.ago(last.at, host.now()) })}</span>
      </p>
    );
  }
  const now = host.now();
  const long = Math.max(0, now - last.at);
  if (last.from === 'out') {
    return (
      <p class="fact" data-part="contact-age" data-level="answered">
        <Icon name="out" />
        <span title={format.exact(last.at)}>{t('answered', { ago: format.ago(last.at, now) })}</span>
      </p>
    );
  }
  const level = waitLevel(long);
  return (
    <p class={`fact fact-${level}`} data-part="contact-age" data-level={level}>
      <Icon name={level === 'fresh' ? 'wait' : level === 'late' ? 'late' : 'alert'} />
      <span title={format.exact(last.at)}>{t(`waiting_${level}`, { span: format.span(long) })}</span>
    </p>
  );
}
