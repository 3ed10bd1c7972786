import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Customer, Tag } from '../lib/domain/entities.ts';
import { useBeside } from './context.ts';
import { Icon, type IconName } from './icon.tsx';
import { isComposing, writeKey } from './keys.ts';

/** A key cap. It repeats what a tooltip or list says, so it is hidden from screen readers. */
export function Key({ of }: { of: string }) {
  return (
    <span class="key" aria-hidden="true">
      {writeKey(of)}
    </span>
  );
}

/** First letters of the last two words: Vietnamese given names come last. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(-2).map((word) => [...word][0] ?? '');
  return letters.join('').toLocaleUpperCase('vi') || '·';
}

/** One of six warm tones, always the same for the same customer. */
function tone(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index += 1) sum = (sum * 31 + id.charCodeAt(index)) % 9973;
  return sum % 6;
}

export function Avatar({ name, id, size = 'm' }: { name: string; id: string; size?: 's' | 'm' | 'l' }) {
  return (
    <span class={`avatar avatar-${size} tone-${tone(id)}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export interface ActionButtonProps {
  act: string;
  icon: IconName;
  label: string;
  /** The key that does the same. */
  hotkey?: string;
  primary?: boolean;
  pressed?: boolean;
  onAct: (event: Event) => void;
}

export function ActionButton({ act, icon, label, hotkey, primary, pressed, onAct }: ActionButtonProps) {
  return (
    <button
      type="button"
      class={primary ? 'button button-primary' : 'button'}
      data-act={act}
      aria-pressed={pressed}
      aria-keyshortcuts={hotkey}
      onClick={onAct}
    >
      <Icon name={icon} />
      <span class="button-label">{label}</span>
      {hotkey && <Key of={hotkey} />}
    </button>
  );
}

export interface IconButtonProps {
  act: string;
  icon: IconName;
  label: string;
  hotkey?: string;
  expanded?: boolean;
  onAct: (event: Event) => void;
}

export function IconButton({ act, icon, label, hotkey, expanded, onAct }: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      data-act={act}
      aria-label={label}
      aria-expanded={expanded}
      aria-keyshortcuts={hotkey}
      title={hotkey ? `${label} (${writeKey(hotkey)})` : label}
      onClick={onAct}
    >
      <Icon name={icon} />
    </button>
  );
}

export function TagChip({ tag, onRemove }: { tag: Tag; onRemove?: (event: Event) => void }) {
  const { t } = useBeside();
  return (
    <span class={`chip chip-${tag.colour}`} data-part="tag">
      <span class="chip-name">{tag.name}</span>
      {onRemove && (
        <button
          type="button"
          class="chip-remove"
          data-act="untag"
          aria-label={t('tag_remove', { name: tag.name })}
          onClick={onRemove}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </span>
  );
}

export interface SectionProps {
  part: string;
  title: string;
  /** Beside the title, e.g. a count. */
  aside?: ComponentChildren;
  /** At the right edge, e.g. an add button. */
  tools?: ComponentChildren;
  children: ComponentChildren;
}

export function Section({ part, title, aside, tools, children }: SectionProps) {
  const heading = useId();
  return (
    <section class="section" data-part={part} aria-labelledby={heading}>
      <header class="section-head">
        <h2 id={heading}>{title}</h2>
        {aside && <span class="section-aside">{aside}</span>}
        {tools && <span class="section-tools">{tools}</span>}
      </header>
      {children}
    </section>
  );
}

/** A calm place that says what is so and what to do next. */
export function Quiet(props: {
  part: string;
  icon: IconName;
  title: string;
  text?: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="quiet" data-part={props.part}>
      <span class="quiet-icon">
        <Icon name={props.icon} size={24} />
      </span>
      <h1 class="quiet-title">{props.title}</h1>
      {props.text && <p class="quiet-text">{props.text}</p>}
      {props.children && <div class="quiet-acts">{props.children}</div>}
    </div>
  );
}

export interface MenuItem {
  act: string;
  icon: IconName;
  label: string;
  onAct: (event: Event) => void;
}

/** The foot of a form: what it does, and the way out. */
export function FormActs(props: {
  act: string;
  label: string;
  hotkey?: string;
  disabled?: boolean;
  /** Where the form itself stands in something that has a main button. */
  quiet?: boolean;
  onCancel: () => void;
}) {
  const { t } = useBeside();
  return (
    <span class="form-acts">
      <button
        type="submit"
        class={props.quiet ? 'button' : 'button button-primary'}
        data-act={props.act}
        disabled={props.disabled}
      >
        {props.label} {props.hotkey && <Key of={props.hotkey} />}
      </button>
      <button type="button" class="text-button" data-act="cancel" onClick={props.onCancel}>
        {t('cancel')}
      </button>
    </span>
  );
}

/** A button that unfolds a short list of acts; arrows move, Escape closes and gives the focus back. */
export function Menu(props: {
  act: string;
  icon: IconName;
  label: string;
  items: MenuItem[];
  hotkey?: string;
  open?: boolean;
  onOpen?: (open: boolean) => void;
  /** Beside the icon, for menus that need a word. */
  word?: string;
}) {
  const [own, setOwn] = useState(false);
  const open = props.open ?? own;
  const setOpen = props.onOpen ?? setOwn;
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const place = root.current;
    if (!open || !place) return;
    const items = () => [...place.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    items()[0]?.focus();
    const leave = (event: Event) => {
      if (!event.composedPath().includes(place)) setOpen(false);
    };
    const move = (event: KeyboardEvent) => {
      if (isComposing(event)) return;
      const all = items();
      const at = all.indexOf(event.target as HTMLElement);
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0 && all.length > 0) {
        all[(at + step + all.length) % all.length]?.focus();
        event.preventDefault();
      } else if (event.key === 'Escape' || event.key === 'Tab') {
        setOpen(false);
        button.current?.focus();
        if (event.key === 'Escape') event.stopPropagation();
      }
    };
    document.addEventListener('pointerdown', leave);
    place.addEventListener('keydown', move);
    return () => {
      document.removeEventListener('pointerdown', leave);
      place.removeEventListener('keydown', move);
    };
  }, [open]);

  if (props.items.length === 0) return null;
  return (
    <span class="menu-place" ref={root}>
      <button
        ref={button}
        type="button"
        class={props.word ? 'button button-quiet' : 'icon-button'}
        data-act={props.act}
        aria-label={props.label}
        title={props.label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-keyshortcuts={props.hotkey}
        onClick={() => setOpen(!open)}
      >
        <Icon name={props.icon} />
        {props.word && <span class="button-label">{props.word}</span>}
      </button>
      {open && (
        <div class="menu" role="menu" aria-label={props.label}>
          {props.items.map((item) => (
            <button
              key={item.act + item.label}
              type="button"
              role="menuitem"
              class="menu-item"
              data-act={item.act}
              onClick={(event) => {
                setOpen(false);
                button.current?.focus();
                item.onAct(event);
              }}
            >
              <Icon name={item.icon} />
              <span>{item.label}</span>
            </button>
          ))}
        </div>
      )}
    </span>
  );
}

/** Text that turns into a field in place: Enter or leaving it saves, Escape keeps the old. */
export function EditableText(props: {
  value: string;
  label: string;
  placeholder?: string;
  part: string;
  max: number;
  class?: string;
  editing: boolean;
  onEditing: (editing: boolean) => void;
  onSave: (event: Event, value: string) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  // Taking a focused field away blurs it: without this the Enter that saved would save twice.
  const open = useRef(false);
  useEffect(() => {
    open.current = props.editing;
    if (props.editing) field.current?.select();
  }, [props.editing]);
  if (!props.editing) {
    return (
      <button
        type="button"
        class={`editable ${props.class ?? ''}`}
        data-act={`edit-${props.part}`}
        title={props.label}
        onClick={() => props.onEditing(true)}
      >
        <span data-part={props.part}>{props.value || props.placeholder}</span>
      </button>
    );
  }
  const finish = (event: Event) => {
    if (!open.current) return;
    open.current = false;
    const value = field.current?.value.trim() ?? '';
    props.onEditing(false);
    if (value !== props.value && (value !== '' || props.placeholder)) props.onSave(event, value);
  };
  return (
    <input
      ref={field}
      class={`field ${props.class ?? ''}`}
      data-part={`${props.part}-field`}
      aria-label={props.label}
      placeholder={props.placeholder}
      maxLength={props.max}
      defaultValue={props.value}
      onBlur={finish}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === 'Enter') finish(event);
        if (event.key === 'Escape') {
          event.stopPropagation();
          open.current = false;
          props.onEditing(false);
        }
      }}
    />
  );
}

/** What a customer is called in a list: a name is never blank on screen. */
export function nameOf(customer: Pick<Customer, 'name' | 'code'>): string {
  return customer.name || customer.code;
}
