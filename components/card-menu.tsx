import { useState } from 'preact/hooks';
import { strongKeys } from '../lib/domain/card-args.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { ownDomain } from '../lib/domain/mail-domain.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { nextAnswer, useConsent } from './consent.tsx';
import { useBeside, useKey } from './context.ts';
import { keyOf } from './keys.ts';
import { Menu, type MenuItem, nameOf } from './parts.tsx';

/** The rules of "do not log" that fit this page: the person, the address, its domain, the site. */
function rulesFor(customer: Customer | null, sighting: Sighting | null): { rule: string; about: string }[] {
  const keys = sighting ? sighting.counterparts.flatMap(strongKeys) : [];
  const domains = new Set(keys.map(ownDomain).filter(Boolean));
  return [
    ...(customer ? [{ rule: `customer:${customer.id}`, about: 'person' }] : []),
    ...keys.slice(0, 3).map((key) => ({ rule: key, about: 'key' })),
    ...[...domains].map((domain) => ({ rule: `domain:${domain}`, about: 'domain' })),
    ...(sighting ? [{ rule: `site:${sighting.site}`, about: 'site' }] : []),
  ];
}

export interface CardMenuProps {
  customer: Customer | null;
  sighting: Sighting | null;
  /** The page is looked at all the time, not only when the user asks. */
  watched: boolean;
}

/** What is done seldom: open the full page, auto-log, never log, remove. */
export function CardMenu({ customer, sighting, watched }: CardMenuProps) {
  const { t, act, format, host, settings, showKeys, notify, fail } = useBeside();
  const [open, setOpen] = useState(false);
  const hotkey = keyOf('menu', settings.keys);
  useKey('menu', () => setOpen(true));
  const say = useConsent(customer, sighting?.channel ?? '');

  const items: MenuItem[] = [];
  // The page that embeds the panel has no pages of ours to go to.
  const hasPages = host.place !== 'widget';
  if (customer && hasPages) {
    const { id } = customer;
    items.push({
      act: 'open-customer',
      icon: 'book',
      label: t('customer_open'),
      onAct: () => host.openDashboard(`customers/${id}`),
    });
    items.push({
      act: 'auto-log',
      icon: customer.autoLog ? 'power' : 'refresh',
      label: t(customer.autoLog ? 'auto_log_off' : 'auto_log_on'),
      onAct: (event) => {
        const args = { id, set: { autoLog: !customer.autoLog } };
        const said = t(customer.autoLog ? 'auto_log_is_off' : 'auto_log_is_on');
        void act(event, { name: 'customer.save', args }, { said, undo: true });
      },
    });
  }
  if (customer) {
    const next = nextAnswer(customer);
    items.push({
      act: 'consent',
      icon: 'check',
      label: t(`consent_ask_${next}`),
      onAct: (event) => say(event, next),
    });
    const { id, kind } = customer;
    const isColleague = kind === 'internal';
    items.push({
      act: 'colleague',
      icon: 'users',
      label: t(isColleague ? 'colleague_stop' : 'colleague_make'),
      onAct: (event) => {
        const args = { id, set: { kind: isColleague ? ('individual' as const) : ('internal' as const) } };
        const said = t(isColleague ? 'colleague_off' : 'colleague_on', { name: nameOf(customer) });
        void act(event, { name: 'customer.save', args }, { said, undo: true });
      },
    });
  }
  // Only what stands in the page all the time sees a line arrive.
  const hasSides = sighting?.messages.some(({ direction }) => direction !== 'unknown');
  if (sighting && hasSides && watched && host.dropPromise) {
    const { site } = sighting;
    const isOn = settings.promiseSites.includes(site);
    const others = settings.promiseSites.filter((one) => one !== site);
    items.push({
      act: 'promise-site',
      icon: isOn ? 'power' : 'bell',
      label: t(isOn ? 'promise_site_off' : 'promise_site_on', { site: format.place(site) }),
      onAct: () => {
        const said = t(isOn ? 'promise_site_is_off' : 'promise_site_is_on', { site: format.place(site) });
        host
          .saveSettings({ promiseSites: isOn ? others : [...others, site] })
          .then(() => notify({ text: said }), fail);
      },
    });
  }
  if (sighting && watched && host.dropPromise) {
    const { site } = sighting;
    const isOn = settings.guardSites.includes(site);
    const others = settings.guardSites.filter((one) => one !== site);
    items.push({
      act: 'guard-site',
      icon: isOn ? 'power' : 'alert',
      label: t(isOn ? 'guard_site_off' : 'guard_site_on', { site: format.place(site) }),
      onAct: () => {
        const said = t(isOn ? 'guard_site_is_off' : 'guard_site_is_on', { site: format.place(site) });
        host
          .saveSettings({ guardSites: isOn ? others : [...others, site] })
          .then(() => notify({ text: said }), fail);
      },
    });
  }
  if (host.takeSelection) {
    items.push({
      act: 'take-selection',
      icon: 'message',
      label: t('piece_take'),
      onAct: () => {
        host.takeSelection?.().then((taken) => taken || notify({ text: t('piece_none') }), fail);
      },
    });
  }
  for (const { rule, about } of rulesFor(customer, sighting)) {
    const value = rule.slice(rule.indexOf(':') + 1);
    const label =
      about === 'person' && customer
        ? nameOf(customer)
        : about === 'key'
          ? format.handle(rule)
          : about === 'domain'
            ? `@${value}`
            : format.place(value);
    items.push({
      act: `never-${about}`,
      icon: 'ban',
      label: t('never_add', { what: about === 'site' ? t('never_site', { site: label }) : label }),
      onAct: (event) =>
        void act(
          event,
          { name: 'neverLog.add', args: { rule, label } },
          { said: t('never_added', { what: label }), undo: true },
        ),
    });
  }
  if (customer) {
    const { id } = customer;
    items.push(
      host.mayDestroy
        ? {
            act: 'delete-customer',
            icon: 'trash',
            label: t('customer_delete'),
            onAct: (event) =>
              void act(
                event,
                { name: 'customer.delete', args: { id } },
                { said: t('customer_deleted', { name: nameOf(customer) }), undo: true },
              ),
          }
        : {
            act: 'delete-elsewhere',
            icon: 'trash',
            label: t('customer_delete_elsewhere'),
            onAct: () => host.openDashboard(`customers/${id}`),
          },
    );
  }
  if (customer && hasPages) {
    const { id } = customer;
    items.push({
      act: 'erase-customer',
      icon: 'eraser',
      label: t('erase'),
      onAct: () => host.openDashboard(`customers/${id}?act=erase`),
    });
  }
  items.push({ act: 'help', icon: 'keyboard', label: t('keys_title'), onAct: () => showKeys() });
  return (
    <Menu
      act="menu"
      icon="more"
      label={t('menu')}
      items={items}
      hotkey={hotkey}
      open={open}
      onOpen={setOpen}
    />
  );
}
