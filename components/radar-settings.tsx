import type { ParcelRule } from '../lib/domain/parcels.ts';
import { keptWord, LINE_NAMES, LIST_NAMES, type ListName, lineOf, listOf, wordOf } from './care-words.ts';
import { useBeside } from './context.ts';
import { Section } from './parts.tsx';

/** When to ask for a deposit, the words that are chosen from, and what is written on which occasion. */
export function RadarSettings() {
  const { t, host, settings, notify, fail } = useBeside();
  const save = (patch: Parameters<typeof host.saveSettings>[0]) =>
    void host.saveSettings(patch).then(() => notify({ text: t('saved') }), fail);
  const { parcelRule: rule, lists, lines } = settings;
  const setRule = (patch: Partial<ParcelRule>) => save({ parcelRule: { ...rule, ...patch } });
  const setList = (list: ListName, text: string) => {
    const words = [...new Set(text.split('\n').map((line) => keptWord(t, list, line).slice(0, 80)))];
    const kept = words.filter((word) => word !== '').slice(0, 30);
    const { [list]: _before, ...others } = lists;
    // An empty list is the one every shop begins with.
    save({ lists: kept.length > 0 ? { ...others, [list]: kept } : others });
  };
  const number = (label: string, value: number, onNumber: (value: number) => void) => (
    <input
      class="field field-number"
      type="number"
      min={1}
      max={20}
      aria-label={label}
      value={value}
      onChange={(event) =>
        onNumber(Math.min(20, Math.max(1, Math.round(Number(event.currentTarget.value) || 1))))
      }
    />
  );
  return (
    <>
      <Section part="deposit-rule" title={t('rule_title')}>
        <label class="check">
          <input
            type="checkbox"
            data-act="deposit-rule"
            checked={rule.on}
            onChange={(event) => setRule({ on: event.currentTarget.checked })}
          />
          <span>{t('rule_on')}</span>
        </label>
        <p class="rule-line">
          {number(t('rule_bad'), rule.bad, (bad) => setRule({ bad, of: Math.max(bad, rule.of) }))}
          <span>{t('rule_between')}</span>
          {number(t('rule_of'), rule.of, (of) => setRule({ of, bad: Math.min(of, rule.bad) }))}
          <span>{t('rule_after')}</span>
        </p>
      </Section>
      <Section part="care-lines" title={t('lines_title')}>
        <p class="hint">{t('lines_hint')}</p>
        {LINE_NAMES.map((line) => (
          <label key={line} class="label">
            <span>{t(`lines_${line}`)}</span>
            <textarea
              class="field"
              rows={2}
              maxLength={1000}
              data-part={`line-${line}`}
              defaultValue={lineOf(t, settings, line)}
              onChange={(event) => {
                const text = event.currentTarget.value.trim();
                save({ lines: { ...lines, [line]: text === t(`line_${line}`) ? '' : text } });
              }}
            />
          </label>
        ))}
      </Section>
      <Section part="care-lists" title={t('lists_title')}>
        <p class="hint">{t('lists_hint')}</p>
        {LIST_NAMES.map((list) => (
          <label key={list} class="label">
            <span>{t(`lists_${list}`)}</span>
            <textarea
              class="field"
              rows={4}
              maxLength={2500}
              data-part={`list-${list}`}
              defaultValue={listOf(settings, list)
                .map((word) => wordOf(t, list, word))
                .join('\n')}
              onChange={(event) => setList(list, event.currentTarget.value)}
            />
          </label>
        ))}
      </Section>
    </>
  );
}
