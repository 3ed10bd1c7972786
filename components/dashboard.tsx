import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Settings } from '../lib/domain/settings.ts';
import type { SyncDesk } from '../lib/domain/sync-desk.ts';
import type { Transfer } from '../lib/domain/transfer.ts';
import { ColleagueSection } from './colleague-section.tsx';
import { useBeside } from './context.ts';
import { CustomerList } from './customer-list.tsx';
import { CustomerPage } from './customer-page.tsx';
import { DuplicateSection } from './duplicate-section.tsx';
import { SECTION_GROUPS, type SectionName, useRoute, writeRoute } from './hash-route.ts';
import { HistorySection } from './history-section.tsx';
import type { Host } from './host.ts';
import { Icon, type IconName } from './icon.tsx';
import { KeptSection } from './kept.tsx';
import { LateBackup } from './late-backup.tsx';
import { NeverSection } from './never-section.tsx';
import { IconButton } from './parts.tsx';
import { PipelineSection } from './pipeline-section.tsx';
import { PlaybookSection } from './playbook-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import { ProductSection } from './product-section.tsx';
import { RadarSection } from './radar.tsx';
import { ReportSection } from './reports/report-section.tsx';
import { SettingsSection } from './settings-section.tsx';
import type { SiteSwitch } from './site-section.tsx';
import { SittingBar } from './sitting.tsx';
import { Surface } from './surface.tsx';
import { SyncSection } from './sync-section.tsx';
import { TagBook } from './tag-book.tsx';
import { TagSection } from './tag-section.tsx';
import { TemplateSection } from './template-section.tsx';
import { TodayHead } from './today-head.tsx';
import { TodayList } from './today-list.tsx';
import { TransferSection } from './transfer-section.tsx';
import { useLive } from './use-live.ts';
import { Welcome } from './welcome.tsx';

export interface DashboardProps {
  host: Host;
  settings: Settings;
  /** The sites that Beside knows, one line per origin, and whether each may be read. */
  sites: SiteSwitch[];
  /** The last good copy of the book; null when there is none yet. */
  snapshot: { at: number; customers: number } | null;
  /** Import, export and the living backup. */
  transfer?: Transfer;
  /** Syncing with the seller's own store. */
  sync?: SyncDesk;
  /** Makes a copy now. */
  onSnapshot?: () => Promise<void>;
}

type SectionGroup = keyof typeof SECTION_GROUPS;

const ICONS: Record<SectionName, IconName> = {
  welcome: 'coffee',
  customers: 'users',
  pipeline: 'columns',
  today: 'bell',
  promises: 'kept',
  radar: 'radar',
  reports: 'stairs',
  playbooks: 'steps',
  colleagues: 'user',
  duplicates: 'merge',
  tags: 'tags',
  templates: 'message',
  products: 'package',
  transfer: 'transfer',
  sync: 'refresh',
  'never-log': 'ban',
  history: 'history',
  privacy: 'lock',
  settings: 'settings',
};

/** The full page: customers, today, tags, the never-log list, settings. */
export function Dashboard({ host, settings, ...rest }: DashboardProps) {
  // Inside the dashboard a link to it is a change of the hash.
  const here = useMemo<Host>(
    () => ({
      ...host,
      place: 'dashboard',
      openDashboard: (path = 'customers') => {
        location.hash = `#/${path}`;
      },
    }),
    [host],
  );
  return (
    <Surface host={here} settings={settings} name="dashboard">
      <TagBook>
        <DashboardBody {...rest} />
      </TagBook>
    </Surface>
  );
}

function DashboardBody(props: Omit<DashboardProps, 'host' | 'settings'>) {
  const { t, host, format, settings, showKeys } = useBeside();
  const route = useRoute();
  const count = useLive(host.store, { name: 'count', args: {} }).value;
  const isThere = (section: SectionName) =>
    (section !== 'transfer' || props.transfer !== undefined) &&
    (section !== 'sync' || props.sync !== undefined) &&
    (section !== 'welcome' || !settings.start.done);
  const nav = useRef<HTMLElement>(null);
  // In a narrow window the sections are a line that scrolls.
  useEffect(() => {
    const here = nav.current?.querySelector('[aria-current]');
    here?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [route.section]);
  return (
    <div class="pages">
      <nav ref={nav} class="side" aria-label={t('sections')}>
        <p class="brand">
          <Icon name="book" size={20} /> {t('app')}
        </p>
        {Object.entries(SECTION_GROUPS).map(([group, sections]) => (
          <ul key={group} class="side-group" aria-label={t(`sections_${group as SectionGroup}`)}>
            {group !== 'day' && (
              <li class="side-title" aria-hidden="true">
                {t(`sections_${group as SectionGroup}`)}
              </li>
            )}
            {sections.filter(isThere).map((section) => (
              <li key={section}>
                <a
                  class="side-link"
                  href={writeRoute(section)}
                  data-act={`go-${section}`}
                  aria-current={route.section === section ? 'page' : undefined}
                >
                  <Icon name={ICONS[section]} />
                  <span>{t(`section_${section.replace('-', '_') as 'customers'}`)}</span>
                  {section === 'customers' && count && (
                    <span class="side-count">{format.count(count.customers)}</span>
                  )}
                  {section === 'colleagues' && count && count.colleagues > 0 && (
                    <span class="side-count">{format.count(count.colleagues)}</span>
                  )}
                </a>
              </li>
            ))}
          </ul>
        ))}
        <span class="side-foot">
          <IconButton act="help" icon="keyboard" label={t('keys_title')} onAct={() => showKeys()} />
        </span>
      </nav>
      <main class={`page page-${route.section}`} data-part={`page-${route.section}`}>
        <div class="sitting-place">
          <SittingBar />
        </div>
        {props.transfer && route.section !== 'transfer' && <LateBackup />}
        {route.section === 'customers' &&
          (route.id ? (
            <CustomerPage
              key={route.id}
              id={route.id}
              exportable={props.transfer !== undefined}
              erasing={route.act === 'erase'}
            />
          ) : (
            <CustomerList query={route.query} {...(props.transfer && { transfer: props.transfer })} />
          ))}
        {route.section === 'pipeline' && <PipelineSection />}
        {route.section === 'welcome' && <Welcome sites={props.sites} samples={count?.samples ?? 0} />}
        {route.section === 'today' && (
          <div class="sheet-page">
            <TodayHead />
            <TodayList />
          </div>
        )}
        {route.section === 'promises' && <KeptSection />}
        {route.section === 'radar' && <RadarSection />}
        {route.section === 'reports' && <ReportSection query={route.query} />}
        {route.section === 'playbooks' && <PlaybookSection />}
        {route.section === 'colleagues' && <ColleagueSection />}
        {route.section === 'duplicates' && <DuplicateSection />}
        {route.section === 'tags' && <TagSection />}
        {route.section === 'templates' && <TemplateSection />}
        {route.section === 'products' && <ProductSection />}
        {route.section === 'transfer' && props.transfer && (
          <TransferSection transfer={props.transfer} only={route.find} />
        )}
        {route.section === 'sync' && props.sync && <SyncSection desk={props.sync} />}
        {route.section === 'never-log' && <NeverSection />}
        {route.section === 'history' && (
          <HistorySection {...(props.transfer && { bulk: props.transfer.bulk })} />
        )}
        {route.section === 'privacy' && <PrivacySection />}
        {route.section === 'settings' && <SettingsSection {...props} samples={count?.samples ?? 0} />}
      </main>
    </div>
  );
}
