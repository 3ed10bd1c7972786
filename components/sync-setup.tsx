import { useState } from 'preact/hooks';
import type { RecoveryKit, StoreTest, SyncDesk } from '../lib/domain/sync-desk.ts';
import type { StoreKind, StorePlace } from '../lib/domain/sync-place.ts';
import { useBeside } from './context.ts';
import { failureSentence } from './failure-sentence.ts';
import { Icon, type IconName } from './icon.tsx';
import { Section } from './parts.tsx';
import { StoreFields } from './store-fields.tsx';
import { StoreTestView } from './store-test.tsx';
import { SyncBegin } from './sync-begin.tsx';

const KINDS: { kind: StoreKind; icon: IconName }[] = [
  { kind: 'folder', icon: 'folder' },
  { kind: 'webdav', icon: 'cloud' },
  { kind: 's3', icon: 'cloud' },
];

/** Choose a store, try it out, set a passphrase: three short steps, each of which can be gone back on. */
export function SyncSetup({ desk, onKit }: { desk: SyncDesk; onKit: (kit: RecoveryKit | null) => void }) {
  const { t, mayAct } = useBeside();
  const [kind, setKind] = useState<StoreKind | null>(null);
  const [chosen, setChosen] = useState<{ place: StorePlace | null; name: string } | null>(null);
  const [test, setTest] = useState<StoreTest | null>(null);
  const [trying, setTrying] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const choose = (next: StoreKind | null) => {
    setKind(next);
    setChosen(null);
    setTest(null);
    setFailure(null);
  };
  /** @param allowed what the browser asks the user: begun in the click itself. */
  const tryOut = async (place: StorePlace | null, allowed: Promise<string | null>) => {
    setTrying(true);
    setFailure(null);
    setTest(null);
    try {
      const name = await allowed;
      if (name === null) return;
      setTest(await desk.test(place));
      setChosen({ place, name });
    } catch (error) {
      setFailure(error);
    } finally {
      setTrying(false);
    }
  };
  const pick = (event: Event) => {
    if (desk.pick && mayAct(event)) void tryOut(null, desk.pick());
  };

  if (kind === null)
    return (
      <>
        <p class="lead">{t('sync_lead')}</p>
        <ul class="store-kinds">
          {KINDS.filter((one) => one.kind !== 'folder' || desk.pick).map(({ kind: one, icon }) => (
            <li key={one}>
              <button type="button" class="store-kind" data-act={`store-${one}`} onClick={() => choose(one)}>
                <Icon name={icon} size={20} />
                <span>
                  <b>{t(`store_kind_${one}`)}</b>
                  <span class="hint">{t(`store_kind_hint_${one}`)}</span>
                </span>
                <Icon name="next" />
              </button>
            </li>
          ))}
        </ul>
        {!desk.pick && <p class="hint">{t('sync_no_folders')}</p>}
        <p class="hint">{t('sync_sealed')}</p>
      </>
    );
  return (
    <>
      <p>
        <button type="button" class="text-button" data-act="store-back" onClick={() => choose(null)}>
          <Icon name="back" /> {t('sync_other_store')}
        </button>
      </p>
      <Section part="store" title={t(`store_kind_${kind}`)}>
        {kind === 'folder' ? (
          <div class="import">
            <p class="hint">{t('sync_folder_hint')}</p>
            <span>
              <button type="button" class="button" data-act="store-pick" disabled={trying} onClick={pick}>
                <Icon name="folder" /> {t('living_pick')}
              </button>
            </span>
          </div>
        ) : (
          <StoreFields kind={kind} desk={desk} busy={trying} onTry={tryOut} />
        )}
        {trying && <p role="status">{t('sync_trying')}</p>}
        {failure !== null && (
          <p class="banner" role="alert">
            <Icon name="alert" />
            <span class="banner-text">{failureSentence(failure, t)}</span>
          </p>
        )}
        {test && <StoreTestView test={test} />}
      </Section>
      {chosen && test?.verdict === 'good' && (
        <SyncBegin desk={desk} place={chosen.place} name={chosen.name} onKit={onKit} />
      )}
    </>
  );
}
