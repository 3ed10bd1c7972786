import { useState } from 'preact/hooks';
import { fold } from '../lib/domain/fold.ts';
import { PAIRS, pairOf, writePair } from '../lib/domain/say/pronouns.ts';
import type { ReadyTemplate } from '../lib/domain/say/ready-templates.ts';
import type { Template } from '../lib/domain/say/rows.ts';
import { fillTemplate, matchingTemplates, SPELLINGS } from '../lib/domain/say/template.ts';
import { TRADES, type Trade } from '../lib/domain/trade.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { closeOnEscape } from './keys.ts';
import { FormActs, IconButton, Quiet, Section } from './parts.tsx';
import { useReadyTemplates } from './use-add-templates.ts';
import { useLive } from './use-live.ts';

/** Templates of the shop: written, found, put in order; and sets for those who start. */
export function TemplateSection() {
  const { t, host, settings } = useBeside();
  const templates = useLive(host.store, { name: 'templates', args: {} }).value;
  const [typed, setTyped] = useState('');
  const [writing, setWriting] = useState(false);
  if (!templates) return <div aria-busy="true" />;
  const found = matchingTemplates(templates, typed);
  return (
    <div class="sheet-page">
      <h1 class="page-title">{t('section_templates')}</h1>
      <p class="hint">{t('templates_hint')}</p>
      <ShopName key={settings.shopName} name={settings.shopName} />
      <div class="line-form say-bar">
        <input
          class="field"
          type="search"
          data-part="template-search"
          aria-label={t('templates_find')}
          placeholder={t('templates_find')}
          maxLength={80}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button
          type="button"
          class="button button-primary"
          data-act="new-template"
          aria-expanded={writing}
          onClick={() => setWriting(!writing)}
        >
          <Icon name="plus" /> {t('template_new')}
        </button>
      </div>
      {writing && (
        <TemplateForm template={null} position={templates.length} onClose={() => setWriting(false)} />
      )}
      {templates.length === 0 && !writing ? (
        <Quiet
          part="templates-empty"
          icon="message"
          title={t('templates_empty_title')}
          text={t('templates_empty_text')}
        />
      ) : (
        <ul class="rules" data-part="template-rows">
          {found.map((template) => (
            <TemplateLine key={template.id} template={template} />
          ))}
        </ul>
      )}
      {templates.length > 0 && found.length === 0 && (
        <p class="hint">{t('templates_no_match', { text: typed.trim() })}</p>
      )}
      <ReadySets templates={templates} />
    </div>
  );
}

/** How the shop calls itself: `{shop}` in every template. */
function ShopName({ name }: { name: string }) {
  const { t, host, fail, notify } = useBeside();
  const [text, setText] = useState(name);
  const save = () => {
    const shopName = text.trim();
    if (shopName !== name) host.saveSettings({ shopName }).then(() => notify({ text: t('saved') }), fail);
  };
  return (
    <label class="label">
      <span>{t('shop_name')}</span>
      <input
        class="field"
        data-part="shop-name"
        placeholder={t('shop_name_hint')}
        maxLength={80}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={save}
      />
    </label>
  );
}

function TemplateLine({ template }: { template: Template }) {
  const { t, act, host } = useBeside();
  const [editing, setEditing] = useState(false);
  const { id, name, word, text, trade } = template;
  if (editing) {
    return (
      <li class="template-edit">
        <TemplateForm template={template} position={template.position} onClose={() => setEditing(false)} />
      </li>
    );
  }
  return (
    <li class="rule template-line" data-part="template" data-template={id}>
      <span>
        <span class="template-name">
          <b>{name}</b>
          {word !== '' && <span class="hint">/{word}</span>}
          {trade !== '' && <span class="hint">{t(`trade_${trade}`)}</span>}
        </span>
        <span class="hint template-raw">{text}</span>
      </span>
      <span class="row-acts">
        <IconButton
          act="edit-template"
          icon="edit"
          label={t('template_edit', { name })}
          onAct={() => setEditing(true)}
        />
        {host.mayDestroy && (
          <IconButton
            act="delete-template"
            icon="trash"
            label={t('template_delete', { name })}
            onAct={(event) =>
              void act(
                event,
                { name: 'template.delete', args: { id } },
                { said: t('template_deleted', { name }), undo: true },
              )
            }
          />
        )}
      </span>
    </li>
  );
}

interface TemplateFormProps {
  /** Null writes a new one. */
  template: Template | null;
  position: number;
  onClose: () => void;
}

/** A template as it is written, and below as it will read for a buyer of the chosen pair. */
function TemplateForm({ template, position, onClose }: TemplateFormProps) {
  const { t, act, language } = useBeside();
  const [set, setSet] = useState({
    name: template?.name ?? '',
    word: template?.word ?? '',
    text: template?.text ?? '',
    trade: template?.trade ?? ('' as Trade | ''),
  });
  const change = (part: Partial<typeof set>) => setSet({ ...set, ...part });
  const save = async (event: Event) => {
    event.preventDefault();
    if (set.name.trim() === '' || set.text.trim() === '') return;
    const args = {
      ...set,
      ...(template ? { id: template.id } : { position, language }),
    };
    const said = t('template_saved', { name: set.name.trim() });
    if (await act(event, { name: 'template.save', args }, { said, undo: true })) onClose();
  };
  return (
    <form
      class="template-form"
      data-part="template-form"
      onSubmit={(event) => void save(event)}
      onKeyDown={closeOnEscape(onClose)}
    >
      <div class="setting-row">
        <label class="label">
          <span>{t('template_name')}</span>
          <input
            class="field"
            data-part="template-name"
            maxLength={80}
            value={set.name}
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
        </label>
        <label class="label">
          <span>{t('template_word')}</span>
          <input
            class="field"
            data-part="template-word"
            placeholder={t('template_word_hint')}
            maxLength={24}
            value={set.word}
            onInput={(event) =>
              change({
                word: fold(event.currentTarget.value)
                  .replace(/[^a-z0-9-]/g, '')
                  .slice(0, 24),
              })
            }
          />
        </label>
        <label class="label">
          <span>{t('template_trade')}</span>
          <select
            class="field"
            data-act="template-trade"
            value={set.trade}
            onChange={(event) => change({ trade: event.currentTarget.value as Trade | '' })}
          >
            <option value="">{t('template_trade_all')}</option>
            {TRADES.map((trade) => (
              <option key={trade} value={trade}>
                {t(`trade_${trade}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label class="label">
        <span>{t('template_text')}</span>
        <textarea
          class="field"
          rows={4}
          data-part="template-text"
          maxLength={4000}
          value={set.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </label>
      <p class="choices" data-part="template-names">
        {SPELLINGS[language].map((name) => (
          <button
            key={name}
            type="button"
            class="chip chip-choice"
            data-act="add-name"
            onClick={() => change({ text: `${set.text}{${name}}` })}
          >
            {`{${name}}`}
          </button>
        ))}
      </p>
      {set.text.trim() !== '' && <Preview text={set.text} />}
      <FormActs
        act="save-template"
        label={t('say_save')}
        disabled={set.name.trim() === '' || set.text.trim() === ''}
        onCancel={onClose}
      />
    </form>
  );
}

/** How it reads, with made-up facts and a pair to choose. */
function Preview({ text }: { text: string }) {
  const { t, settings } = useBeside();
  const [pair, setPair] = useState<string>(PAIRS[0]);
  const facts = {
    name: 'Lan',
    fullName: 'Nguyễn Thị Lan',
    order: '1042',
    total: '350.000 ₫',
    status: t('sample_status'),
    items: t('sample_items'),
    product: t('sample_product'),
    price: '150.000 ₫',
    unit: t('sample_unit'),
    today: '30/11',
    tomorrow: '1/12',
    dayPart: t('day_part_afternoon'),
    shop: settings.shopName || t('sample_shop'),
  };
  const filled = fillTemplate(text, { ...facts, pair: pairOf(pair), priceOf: () => facts.price });
  const unknown = filled.holes.map(({ name }) => name);
  return (
    <div class="template-preview" data-part="template-preview">
      <label class="template-preview-head">
        <span>{t('template_preview')}</span>
        <select
          class="plain-select"
          data-act="preview-pair"
          value={pair}
          onChange={(event) => setPair(event.currentTarget.value)}
        >
          {PAIRS.map((one) => (
            <option key={one} value={one}>
              {writePair(one)}
            </option>
          ))}
        </select>
      </label>
      <p>{filled.text}</p>
      {unknown.length > 0 && (
        <p class="template-holes" role="status">
          <Icon name="alert" size={14} /> {t('template_unknown', { names: unknown.join(', ') })}
        </p>
      )}
    </div>
  );
}

/** Templates that shops of a trade use; adding a set adds only what is not there, in one change. */
function ReadySets({ templates }: { templates: Template[] }) {
  const { t, act } = useBeside();
  const { sets, commandFor } = useReadyTemplates(templates);
  const add = (event: Event, missing: ReadyTemplate[]) => {
    const command = commandFor(missing);
    const said = t('templates_added', { count: missing.length });
    if (command) void act(event, command, { said, undo: true });
  };
  return (
    <Section part="ready-templates" title={t('templates_ready')} aside={t('templates_ready_hint')}>
      <ul class="sets">
        {sets.map(({ trade, all, missing }) => (
          <li key={trade} class="set" data-part="set" data-trade={trade || 'all'}>
            <h3>{trade === '' ? t('template_trade_all') : t(`trade_${trade}`)}</h3>
            <p class="hint">{all.map(({ name }) => name).join(' · ')}</p>
            {missing.length > 0 ? (
              <button
                type="button"
                class="button"
                data-act="add-set"
                onClick={(event) => add(event, missing)}
              >
                {t('templates_add', { count: missing.length })}
              </button>
            ) : (
              <p class="hint">
                <Icon name="check" size={14} /> {t('templates_have')}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
