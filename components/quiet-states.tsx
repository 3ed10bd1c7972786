import { useEffect, useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import { isTaught } from '../lib/domain/taught.ts';
import { useBeside, useKey } from './context.ts';
import { CustomerSearch } from './customer-search.tsx';
import { failureSentence } from './failure-sentence.ts';
import type { PageState } from './host.ts';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { LoosePiece } from './loose-piece.tsx';
import { Avatar, Key, nameOf, Quiet } from './parts.tsx';
import { Diagnostics, TeachOffer } from './teach-offer.tsx';
import { NextDue } from './today-list.tsx';
import { useReadPage } from './use-read-page.ts';

const PATIENCE = 600;

/** Nothing flashes while the book answers; only when it takes long is there a word. */
export function Opening() {
  const { t } = useBeside();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" data-part="opening">
      {late && <Quiet part="opening-words" icon="book" title={t('opening')} />}
    </div>
  );
}

/** A known site that Beside may not read yet. The browser's question must come straight from the click. */
export function Enable({ page }: { page: PageState }) {
  const { t, host, format, fail } = useBeside();
  const site = page.site ? format.place(page.site) : page.origin;
  const enable = () => {
    host.enableSite?.(page.origin).catch(fail);
  };
  return (
    <Quiet part="enable" icon="power" title={t('enable_title', { site })} text={t('enable_text')}>
      {host.enableSite ? (
        <button type="button" class="button button-primary" data-act="enable" onClick={enable}>
          <Icon name="power" /> {t('enable_button', { site })}
        </button>
      ) : (
        <button
          type="button"
          class="button"
          data-act="open-settings"
          onClick={() => host.openDashboard('settings')}
        >
          {t('enable_in_settings')}
        </button>
      )}
      <p class="hint">{t('enable_hint')}</p>
    </Quiet>
  );
}

/** How long a page that is read once may take to be read. Milliseconds. */
const READING = 3000;

/** A site where nothing of ours stands: its page is read when the seller says so. */
export function ReadOnClick({ page }: { page: PageState }) {
  const { t, format, host } = useBeside();
  const [said, setSaid] = useState<'' | 'click_reading' | 'click_nothing' | 'click_refused'>('');
  useEffect(() => {
    if (said !== 'click_reading') return;
    // A reading that found something takes this place; where this still stands, nothing was open.
    const timer = setTimeout(() => setSaid('click_nothing'), READING);
    return () => clearTimeout(timer);
  }, [said]);
  const read = useReadPage(page, (done) => setSaid(done ? 'click_reading' : 'click_refused'));
  const site = page.site ? format.place(page.site) : page.origin;
  return (
    <Quiet
      part="read-on-click"
      icon="message"
      title={t('click_title', { site })}
      text={t('click_text', { site })}
    >
      {read && (
        <button
          type="button"
          class="button button-primary"
          data-act="read-page"
          disabled={said === 'click_reading'}
          onClick={read}
        >
          <Icon name="message" /> {t('click_button')}
        </button>
      )}
      <p class="hint" role="status" data-part="click-said">
        {said ? t(said) : host.place === 'popup' ? '' : t('click_hint')}
      </p>
    </Quiet>
  );
}

/** A place to look somebody up by hand, where the page says nothing. */
function LookUp() {
  const { t, host, settings } = useBeside();
  const [searching, setSearching] = useState(false);
  useKey('find', () => setSearching(true));
  if (searching) {
    return (
      <CustomerSearch
        label={t('find_open')}
        onChoose={(_, customer) => host.openDashboard(`customers/${customer.id}`)}
        onClose={() => setSearching(false)}
      />
    );
  }
  return (
    <button type="button" class="button" data-act="find" onClick={() => setSearching(true)}>
      <Icon name="search" /> {t('find')} <Key of={keyOf('find', settings.keys)} />
    </button>
  );
}

/** No conversation is open: says what to do, and what is due meanwhile. */
export function NoConversation({ page }: { page: PageState }) {
  const { t, format, host } = useBeside();
  const known = page.site !== null;
  return (
    <>
      <Quiet
        part={known ? 'no-conversation' : 'unknown-site'}
        icon="message"
        title={t(known ? 'none_title' : 'foreign_title')}
        text={known && page.site ? t('none_text', { site: format.place(page.site) }) : t('foreign_text')}
      >
        {(!known || isTaught(page.site ?? '')) && <TeachOffer page={page} />}
        <LookUp />
        {!known && host.readPage && <p class="hint">{t('foreign_click')}</p>}
      </Quiet>
      <LoosePiece page={page} />
      <NextDue />
    </>
  );
}

/** The page no longer looks as Beside knows it: nothing is guessed. */
export function PageChanged({ page }: { page: PageState }) {
  const { t } = useBeside();
  return (
    <>
      <Quiet part="degraded" icon="alert" title={t('changed_title')} text={t('changed_text')}>
        {!page.onClick && <TeachOffer page={page} />}
        <LookUp />
        {!page.onClick && <Diagnostics page={page} />}
      </Quiet>
      <LoosePiece page={page} />
    </>
  );
}

/** The thread is open, but the page does not say who is on the other side. */
export function Nobody() {
  const { t } = useBeside();
  return (
    <Quiet part="nobody" icon="user" title={t('nobody_title')} text={t('nobody_text')}>
      <LookUp />
    </Quiet>
  );
}

/** A group is never one customer; those of it who are in the book can be opened one by one. */
export function GroupChat({ page, customers }: { page: PageState; customers: Customer[] }) {
  const { t, host } = useBeside();
  return (
    <>
      <Quiet part="group" icon="users" title={t('group_title')} text={t('group_text')}>
        <LookUp />
      </Quiet>
      <LoosePiece page={page} />
      {customers.length > 0 && (
        <ul class="people">
          {customers.map((customer) => (
            <li key={customer.id} class="person">
              <Avatar name={nameOf(customer)} id={customer.id} size="s" />
              <span class="person-text">
                <b>{nameOf(customer)}</b>
                <span class="hint">{customer.code}</span>
              </span>
              <button
                type="button"
                class="button"
                data-act="open-customer"
                onClick={() => host.openDashboard(`customers/${customer.id}`)}
              >
                {t('open')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function isBroken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'database-broken';
}

/** The book did not answer: what happened, what to do, and that nothing is lost. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t, host } = useBeside();
  const broken = isBroken(error);
  return (
    <Quiet part="failure" icon="alert" title={t('failure_title')} text={failureSentence(error, t)}>
      <button type="button" class="button" data-act="retry" onClick={onRetry}>
        <Icon name="refresh" /> {t('retry')}
      </button>
      {broken && host.place !== 'dashboard' && host.place !== 'widget' && (
        <button type="button" class="button" data-act="open-rescue" onClick={() => host.openDashboard()}>
          <Icon name="rescue" /> {t('rescue_open')}
        </button>
      )}
    </Quiet>
  );
}
