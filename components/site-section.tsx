import { useState } from 'preact/hooks';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { Section } from './parts.tsx';
import { RecipeImport, TaughtTools } from './taught-tools.tsx';

/** A site and the place it is read at. */
export interface SiteSwitch {
  /** Recipe id. */
  site: string;
  /** `https://mail.google.com`; '' for sites on any host, until one is added. */
  origin: string;
  granted: boolean;
  /** Letter of what is known of its pages, and since when. */
  evidence: 'A' | 'B' | 'C' | 'U';
  verified: string;
  /** Only addresses and order numbers are read. */
  basic: boolean;
  /** Read in the side panel when asked, never switched on. */
  onClick: boolean;
  /** The user taught it, or took it from a file. */
  taught?: boolean;
}

/** Which sites may be read, and how well Beside knows each; each place is asked for by itself. */
export function SiteSection({ sites }: { sites: SiteSwitch[] }) {
  const { t, host, fail } = useBeside();
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);
  const addShop = (event: Event) => {
    event.preventDefault();
    let origin = '';
    try {
      origin = new URL(/^https?:\/\//.test(address) ? address : `https://${address}`).origin;
    } catch {
      setWrong(true);
      return;
    }
    host.enableSite?.(origin).then((granted) => granted && setAddress(''), fail);
  };
  const groups = Map.groupBy(
    sites.filter((one) => one.origin !== ''),
    (one) => one.site,
  );
  return (
    <Section part="sites" title={t('sites')} aside={t('sites_hint')}>
      <ul class="site-list">
        {[...groups].map(([site, places]) => (
          <SiteLine key={site} places={places} />
        ))}
      </ul>
      {host.enableSite && (
        <form class="line-form" onSubmit={addShop}>
          <input
            class="field"
            data-part="shop-field"
            aria-label={t('shop_address')}
            placeholder={t('shop_address')}
            maxLength={300}
            aria-invalid={wrong}
            value={address}
            onInput={(event) => {
              setAddress(event.currentTarget.value);
              setWrong(false);
            }}
          />
          <button type="submit" class="button" data-act="add-shop">
            {t('shop_add')}
          </button>
        </form>
      )}
      {wrong && (
        <p class="hint fact-long" role="alert">
          {t('shop_wrong')}
        </p>
      )}
      {host.taught && <RecipeImport sites={sites} />}
    </Section>
  );
}

const hostOf = (origin: string) => origin.replace(/^https?:\/\//, '');

/** One site: its name, how well it is known, and a switch; a site with many places unfolds to one switch each. */
function SiteLine({ places }: { places: SiteSwitch[] }) {
  const { t, host, settings, format, fail } = useBeside();
  const [open, setOpen] = useState(false);
  const [first] = places as [SiteSwitch, ...SiteSwitch[]];
  const { site } = first;
  const name = format.place(site);
  const on = places.filter((one) => one.granted).length;
  const auto = (checked: boolean) => {
    const others = settings.autoLogSites.filter((one) => one !== site);
    host.saveSettings({ autoLogSites: checked ? [...others, site] : others }).catch(fail);
  };
  const promises = (checked: boolean) => {
    const others = settings.promiseSites.filter((one) => one !== site);
    host.saveSettings({ promiseSites: checked ? [...others, site] : others }).catch(fail);
  };
  const guard = (checked: boolean) => {
    const others = settings.guardSites.filter((one) => one !== site);
    host.saveSettings({ guardSites: checked ? [...others, site] : others }).catch(fail);
  };
  const many = places.length > 1;
  return (
    <li class="site-line" data-part="site" data-site={site}>
      <span class="site-name">
        <b>{name}</b>
        <span class="site-marks">
          {(many || hostOf(first.origin) !== name) && (
            <span class="site-mark">
              {many ? t('site_places', { count: places.length, on }) : hostOf(first.origin)}
            </span>
          )}
          <Marks site={first} />
        </span>
      </span>
      {!first.onClick && (
        <label class="check site-auto">
          <input
            type="checkbox"
            data-act="auto-log-site"
            checked={settings.autoLogSites.includes(site)}
            disabled={on === 0}
            onChange={(event) => auto(event.currentTarget.checked)}
          />
          <span>{t('site_auto')}</span>
        </label>
      )}
      {!first.onClick && !first.basic && (
        <label class="check site-auto" title={t('promise_site_hint')}>
          <input
            type="checkbox"
            data-act="promise-site"
            checked={settings.promiseSites.includes(site)}
            disabled={on === 0}
            onChange={(event) => promises(event.currentTarget.checked)}
          />
          <span>{t('promise_site')}</span>
        </label>
      )}
      {!first.onClick && !first.basic && (
        <label class="check site-auto" title={t('guard_site_hint')}>
          <input
            type="checkbox"
            data-act="guard-site"
            checked={settings.guardSites.includes(site)}
            disabled={on === 0}
            onChange={(event) => guard(event.currentTarget.checked)}
          />
          <span>{t('guard_site')}</span>
        </label>
      )}
      {first.taught && <TaughtTools site={site} />}
      {many ? (
        <button
          type="button"
          class="button"
          data-act="site-places"
          aria-expanded={open}
          aria-label={t('site_places_label', { site: name })}
          onClick={() => setOpen(!open)}
        >
          {t('site_places_open')} <Icon name={open ? 'up' : 'down'} />
        </button>
      ) : (
        !first.onClick && <Switch place={first} name={name} />
      )}
      {many && open && (
        <ul class="site-places">
          {places.map((one) => (
            <li key={one.origin} class="site-place" data-part="site-place" data-origin={one.origin}>
              <span>{hostOf(one.origin)}</span>
              <Switch place={one} name={hostOf(one.origin)} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Switch({ place, name }: { place: SiteSwitch; name: string }) {
  const { t, host, fail } = useBeside();
  const { granted, origin } = place;
  const turn = () => {
    // The browser's question must come straight from the click: nothing is awaited before it.
    const done = granted ? host.disableSite?.(origin) : host.enableSite?.(origin);
    done?.catch(fail);
  };
  return (
    <button
      type="button"
      class={granted ? 'button' : 'button button-primary'}
      data-act={granted ? 'disable-site' : 'enable-site'}
      aria-label={t(granted ? 'site_off_label' : 'site_on_label', { site: name })}
      onClick={turn}
    >
      {t(granted ? 'site_off' : 'site_on')}
    </button>
  );
}

/** How well the pages of a site are known, since when, and what is read of them. */
function Marks({ site }: { site: SiteSwitch }) {
  const { t } = useBeside();
  // 2026-10 → 10/2026
  const when = site.verified.split('-').reverse().map(Number).join('/');
  return (
    <>
      <span class="site-mark" data-part="site-evidence" title={t(`site_evidence_hint_${site.evidence}`)}>
        {site.taught
          ? t('site_taught', { when })
          : t('site_verified', { how: t(`site_evidence_${site.evidence}`), letter: site.evidence, when })}
      </span>
      {site.basic && <span class="site-mark">{t('site_basic')}</span>}
      {site.onClick && <span class="site-mark">{t('site_on_click')}</span>}
    </>
  );
}
