import { useId, useState } from 'preact/hooks';
import type { SyncDesk } from '../lib/domain/sync-desk.ts';
import {
  isOpenWay,
  NO_DRAFT,
  nameOfPlace,
  originOfPlace,
  type PlaceDraft,
  type PlaceProblem,
  readPasted,
  readPlace,
  type StoreKind,
  type StorePlace,
} from '../lib/domain/sync-place.ts';
import type { TextKey } from '../lib/domain/text.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';

type NetworkKind = Exclude<StoreKind, 'folder'>;

/** The fields of each kind with their words, in the order in which providers show them. */
const FIELDS = {
  webdav: [
    ['address', 'store_field_webdav_address'],
    ['user', 'store_field_webdav_user'],
    ['secret', 'store_field_webdav_secret'],
  ],
  s3: [
    ['address', 'store_field_s3_address'],
    ['bucket', 'store_field_s3_bucket'],
    ['user', 'store_field_s3_user'],
    ['secret', 'store_field_s3_secret'],
    ['region', 'store_field_s3_region'],
  ],
} as const satisfies Record<NetworkKind, readonly (readonly [keyof PlaceDraft, TextKey])[]>;

/** Address and credentials of a store. Pasted as a whole, what a provider shows finds its fields by itself. */
export function StoreFields(props: {
  kind: NetworkKind;
  desk: SyncDesk;
  busy: boolean;
  onTry: (place: StorePlace, allowed: Promise<string | null>) => void;
}) {
  const { t, mayAct } = useBeside();
  const { kind, desk } = props;
  const [draft, setDraft] = useState(NO_DRAFT);
  const [problem, setProblem] = useState<PlaceProblem | null>(null);
  const read = readPlace(kind, draft);
  const open = 'place' in read && isOpenWay(originOfPlace(read.place));
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const found = readPasted(text);
    if (Object.keys(found).length < 2) return;
    event.preventDefault();
    setDraft({ ...draft, ...found });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!mayAct(event)) return;
    if ('problem' in read) return setProblem(read.problem);
    setProblem(null);
    // The browser's question must come straight from the click: nothing is awaited before it.
    const { place } = read;
    const allowed = desk.grant(originOfPlace(place));
    props.onTry(
      place,
      // Not granted: the trial says that the browser does not let Beside ask.
      allowed.then(() => nameOfPlace(place)),
    );
  };
  return (
    <form class="import store-fields" onSubmit={submit} onPaste={paste}>
      <p class="hint">{t(`store_fields_${kind}`)}</p>
      {FIELDS[kind].map(([field, words]) => (
        <Field
          key={field}
          label={t(words)}
          field={field}
          value={draft[field]}
          wrong={problem === field}
          onChange={(value) => {
            setDraft({ ...draft, [field]: value });
            if (problem === field) setProblem(null);
          }}
        />
      ))}
      {open && (
        <p class="banner" role="status" data-part="open-way">
          <Icon name="alert" />
          <span class="banner-text">{t('store_open_way')}</span>
        </p>
      )}
      <span>
        <button type="submit" class="button button-primary" data-act="store-try" disabled={props.busy}>
          {t('store_try')}
        </button>
      </span>
    </form>
  );
}

function Field(props: {
  label: string;
  field: keyof PlaceDraft;
  value: string;
  wrong: boolean;
  onChange: (value: string) => void;
}) {
  const { t } = useBeside();
  const id = useId();
  const hint = useId();
  const { field, wrong } = props;
  const shared = {
    id,
    class: 'field',
    autocomplete: 'off',
    spellcheck: false,
    'data-part': `store-${field}`,
    'aria-invalid': wrong,
    'aria-describedby': wrong ? hint : undefined,
    value: props.value,
    onInput: (event: { currentTarget: HTMLInputElement }) => props.onChange(event.currentTarget.value),
  };
  return (
    <label class="label" for={id}>
      <span>{props.label}</span>
      {field === 'secret' ? <input type="password" {...shared} /> : <input type="text" {...shared} />}
      {wrong && (
        <span class="hint field-wrong" id={hint} role="alert">
          {t(`store_wrong_${field as PlaceProblem}`)}
        </span>
      )}
    </label>
  );
}
