import { useState } from 'preact/hooks';
import type { CommandInput } from '../lib/domain/command.ts';
import { type Playbook, type Step, stepsOf } from '../lib/domain/playbook.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { JourneyOfGroup } from './journey.tsx';
import { EditableText, IconButton } from './parts.tsx';
import { AudienceFields } from './playbook-audience.tsx';
import { StepNumbers } from './playbook-numbers.tsx';
import { PlaybookPreviewBox } from './playbook-preview.tsx';
import { StepForm } from './playbook-step.tsx';
import { PhaseName, triggerWords } from './playbook-words.tsx';
import { useLive } from './use-live.ts';

type Change = Omit<CommandInput<'playbook.save'>, 'id'>;

/** Everything of one playbook: who it is for, its steps with what became of them, and what switching it on would do. */
export function PlaybookEditor({ playbook }: { playbook: Playbook }) {
  const { t, host, act } = useBeside();
  const [renaming, setRenaming] = useState(false);
  const { id } = playbook;
  const counts = useLive(host.store, { name: 'playbookCounts', args: { id } }).value;
  const save = (event: Event, change: Change) =>
    act(event, { name: 'playbook.save', args: { id, ...change } }, { said: t('saved'), undo: true });
  return (
    <div class="playbook-body" data-part="playbook-body">
      <span class="playbook-title">
        <EditableText
          part="playbook-name"
          label={t('playbook_name')}
          value={playbook.name}
          max={80}
          editing={renaming}
          onEditing={setRenaming}
          onSave={(event, name) => void save(event, { name })}
        />
        {host.mayDestroy && (
          <IconButton
            act="delete-playbook"
            icon="trash"
            label={t('playbook_delete', { name: playbook.name })}
            onAct={(event) =>
              void act(
                event,
                { name: 'playbook.delete', args: { id } },
                { said: t('playbook_deleted', { name: playbook.name }), undo: true },
              )
            }
          />
        )}
      </span>
      <div class="playbook-audience" data-part="audience">
        <AudienceFields
          tag={playbook.tag}
          view={playbook.view}
          onSave={(event, change) => void save(event, change)}
        />
      </div>
      <JourneyOfGroup tag={playbook.tag} view={playbook.view} />
      <Steps playbook={playbook} counts={counts} onSave={save} />
      <label class="check">
        <input
          type="checkbox"
          data-act="playbook-past"
          checked={playbook.past}
          onChange={(event) => void save(event, { past: event.currentTarget.checked })}
        />
        <span>{t('playbook_past')}</span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          data-act="playbook-finish"
          checked={playbook.finish}
          onChange={(event) => void save(event, { finish: event.currentTarget.checked })}
        />
        <span>{t('playbook_finish')}</span>
      </label>
      {playbook.on ? (
        <span class="form-acts">
          <button
            type="button"
            class="button"
            data-act="playbook-off"
            onClick={(event) => void save(event, { on: false })}
          >
            <Icon name="power" /> {t('playbook_turn_off')}
          </button>
          <span class="hint">{t('playbook_off_hint')}</span>
        </span>
      ) : (
        <PlaybookPreviewBox
          playbook={playbook}
          onStart={(event) => void save(event, { on: true, zone: host.zone })}
        />
      )}
    </div>
  );
}

type Given = NonNullable<Change['steps']>[number];
const givenOf = ({ order: _order, since: _since, ...step }: Step): Given => step;

function Steps(props: {
  playbook: Playbook;
  counts: Parameters<typeof StepNumbers>[0]['counts'] | undefined;
  onSave: (event: Event, change: Change) => Promise<unknown>;
}) {
  const { t, host } = useBeside();
  const { playbook, counts, onSave } = props;
  const [editing, setEditing] = useState<string | null>(null);
  const steps = stepsOf(playbook);
  const given = steps.map(givenOf);
  const write = async (event: Event, next: Given[]) => {
    if (await onSave(event, { steps: next })) setEditing(null);
  };
  const move = (event: Event, at: number, by: number) => {
    const to = at + by;
    if (to < 0 || to >= given.length) return;
    const next = [...given];
    const [step] = next.splice(at, 1);
    next.splice(to, 0, step!);
    void onSave(event, { steps: next });
  };
  const blank = (): Given => ({
    // Made of the time: an id that was used before may have something done to its name.
    ...{
      id: `step-${host.now().toString(36)}`,
      phase: 'after',
      trigger: 'delivered',
      days: 3,
      title: '',
      text: '',
      channel: '',
    },
  });
  return (
    <>
      <ol class="playbook-steps" data-part="steps">
        {steps.map((step, index) => (
          <li
            key={step.id}
            class="playbook-step"
            data-part="step"
            data-step={step.id}
            onKeyDown={(event) => {
              if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
              event.preventDefault();
              move(event, index, event.key === 'ArrowUp' ? -1 : 1);
            }}
          >
            <span class="step-head">
              <span class="step-number">{index + 1}</span>
              <button
                type="button"
                class="step-open"
                data-act="edit-step"
                aria-expanded={editing === step.id}
                onClick={() => setEditing(editing === step.id ? null : step.id)}
              >
                <span class="step-title">{step.title || t('step_untitled')}</span>
                <span class="hint">
                  <PhaseName phase={step.phase} /> · {triggerWords(step, t)}
                </span>
              </button>
              <span class="row-acts">
                <IconButton
                  act="step-up"
                  icon="up"
                  label={t('step_up', { title: step.title })}
                  onAct={(event) => move(event, index, -1)}
                />
                <IconButton
                  act="step-down"
                  icon="down"
                  label={t('step_down', { title: step.title })}
                  onAct={(event) => move(event, index, 1)}
                />
                <IconButton
                  act="delete-step"
                  icon="trash"
                  label={t('step_delete', { title: step.title })}
                  onAct={(event) => void onSave(event, { steps: given.filter(({ id }) => id !== step.id) })}
                />
              </span>
            </span>
            {counts && <StepNumbers playbook={playbook.id} step={step} counts={counts} />}
            {editing === step.id && (
              <StepForm
                step={givenOf(step)}
                isFirst={index === 0}
                onSave={(event, next) =>
                  void write(
                    event,
                    given.map((one) => (one.id === next.id ? next : one)),
                  )
                }
                onClose={() => setEditing(null)}
              />
            )}
          </li>
        ))}
      </ol>
      {editing === '' ? (
        <StepForm
          step={blank()}
          isFirst={given.length === 0}
          onSave={(event, next) => void write(event, [...given, next])}
          onClose={() => setEditing(null)}
        />
      ) : (
        <span class="form-acts">
          <button type="button" class="button" data-act="add-step" onClick={() => setEditing('')}>
            <Icon name="plus" /> {t('step_add')}
          </button>
        </span>
      )}
    </>
  );
}
