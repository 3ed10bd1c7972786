import { useState } from 'preact/hooks';
import type { Consent, Customer } from '../lib/domain/entities.ts';
import { useBeside, useKey } from './context.ts';
import { keyOf } from './keys.ts';
import { EditableText, Key, Section } from './parts.tsx';

const ANSWERS = ['yes', 'no', 'unknown'] as const;
type Answer = (typeof ANSWERS)[number];

const answerOf = (customer: Customer): Answer => customer.consent?.answer ?? 'unknown';
/** What the key says next. */
const NEXT: Record<Answer, Answer> = { unknown: 'yes', yes: 'no', no: 'unknown' };

export const nextAnswer = (customer: Customer): Answer => NEXT[answerOf(customer)];

/**
 * Writes down what a customer said about offers.
 * @param channel where it is being said; '' where nobody knows.
 */
export function useConsent(customer: Customer | null, channel: string) {
  const { t, act, host } = useBeside();
  const say = (event: Event, answer: Answer) => {
    if (!customer || answer === answerOf(customer)) return;
    const words = '';
    const consent = answer === 'unknown' ? null : { answer, at: host.now(), channel, words };
    const args = { id: customer.id, set: { consent } };
    void act(event, { name: 'customer.save', args }, { said: t(`consent_said_${answer}`), undo: true });
  };
  useKey('consent', (event) => customer && say(event, nextAnswer(customer)), customer !== null);
  return say;
}

/** May offers be sent to this customer? With when, where and how they said so. */
export function ConsentSection({ customer }: { customer: Customer }) {
  const { t, act, format, host, settings } = useBeside();
  const [editing, setEditing] = useState(false);
  const say = useConsent(customer, '');
  const { consent } = customer;
  const places = [...new Set(customer.keys.map((key) => key.slice(0, key.indexOf(':'))))];
  const change = (event: Event, patch: Partial<Consent>) => {
    if (!consent) return;
    const args = { id: customer.id, set: { consent: { ...consent, ...patch } } };
    void act(event, { name: 'customer.save', args }, { said: t('saved'), undo: true });
  };
  return (
    <Section part="consent" title={t('consent')} aside={<Key of={keyOf('consent', settings.keys)} />}>
      <fieldset class="segments">
        <legend class="unseen">{t('consent')}</legend>
        {ANSWERS.map((answer) => (
          <button
            key={answer}
            type="button"
            class="segment"
            data-act={`consent-${answer}`}
            aria-pressed={answerOf(customer) === answer}
            onClick={(event) => say(event, answer)}
          >
            {t(`consent_${answer}`)}
          </button>
        ))}
      </fieldset>
      {consent ? (
        <dl class="profile" data-part="consent-record">
          <div>
            <dt>{t('consent_when')}</dt>
            <dd title={format.exact(consent.at)}>{format.moment(consent.at, host.now())}</dd>
          </div>
          <div>
            <dt>{t('consent_where')}</dt>
            <dd>
              <select
                class="field"
                data-act="consent-channel"
                aria-label={t('consent_where')}
                value={consent.channel}
                onChange={(event) => change(event, { channel: event.currentTarget.value })}
              >
                <option value="">{t('consent_elsewhere')}</option>
                {[...new Set([...places, ...(consent.channel ? [consent.channel] : [])])].map((place) => (
                  <option key={place} value={place}>
                    {format.place(place)}
                  </option>
                ))}
              </select>
            </dd>
          </div>
          <div>
            <dt>{t('consent_words')}</dt>
            <dd class={consent.words ? '' : 'profile-empty'}>
              <EditableText
                part="consent-words"
                label={t('consent_words')}
                placeholder={t('profile_add')}
                value={consent.words}
                max={400}
                editing={editing}
                onEditing={setEditing}
                onSave={(event, words) => change(event, { words })}
              />
            </dd>
          </div>
        </dl>
      ) : (
        <p class="hint">{t('consent_hint')}</p>
      )}
    </Section>
  );
}
