import { useEffect, useRef, useState } from 'preact/hooks';
import { useBeside } from './context.ts';
import { closeOnEscape } from './keys.ts';

/** One name and a button, in a line: Enter gives it, Escape thinks better of it. */
export function NameForm(props: {
  part: string;
  act: string;
  label: string;
  /** What the button says. */
  word: string;
  begin?: string;
  onName: (event: Event, name: string) => void;
  onClose: () => void;
}) {
  const { t } = useBeside();
  const { label, onName, onClose } = props;
  const [name, setName] = useState(props.begin ?? '');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') onName(event, name.trim());
      }}
    >
      <input
        ref={field}
        class="field"
        data-part={props.part}
        aria-label={label}
        placeholder={label}
        maxLength={80}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
        onKeyDown={closeOnEscape(onClose)}
      />
      <button type="submit" class="button button-primary" data-act={props.act}>
        {props.word}
      </button>
      <button type="button" class="text-button" onClick={onClose}>
        {t('cancel')}
      </button>
    </form>
  );
}
