import type { ComponentChildren } from 'preact';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';

interface CountRowProps {
  name: string;
  value: number;
  most: number;
  /** In words, in place of the bare number. */
  said?: string | undefined;
  act: string;
  open: boolean;
  onOpen: (open: boolean) => void;
  children?: ComponentChildren;
}

/** A line with its number and a bar as long; pressed, it shows what is behind. */
export function CountRow({ name, value, most, said, act, open, onOpen, children }: CountRowProps) {
  const { format } = useBeside();
  return (
    <li class="count-row">
      <button
        type="button"
        class="count-open"
        data-act={act}
        aria-expanded={open}
        onClick={() => onOpen(!open)}
      >
        <span class="count-name">{name}</span>
        <span class="count-bar" aria-hidden="true">
          <span
            class="count-fill"
            style={{ width: `${most === 0 ? 0 : Math.max(2, (value / most) * 100)}%` }}
          />
        </span>
        <span class="count-value">{said ?? format.count(value)}</span>
        <Icon name={open ? 'up' : 'down'} size={14} />
      </button>
      {open && children}
    </li>
  );
}
