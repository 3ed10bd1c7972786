import type { ComponentChildren } from 'preact';
import type { Filter } from '../lib/domain/filter/filter.ts';
import { SHOWN_AT_FIRST } from '../lib/domain/filter/views.ts';
import { writeListAddress } from './list-address.ts';

/** How it is shown. */
export const WAYS = ['board', 'list'] as const;
export type Way = (typeof WAYS)[number];

/** One of a few, all in sight. */
export function Choice<T extends string>(props: {
  label: string;
  act: string;
  options: readonly T[];
  chosen: T;
  name: (option: T) => string;
  onChoose: (option: T) => void;
}) {
  return (
    <fieldset class="segments">
      <legend class="unseen">{props.label}</legend>
      {props.options.map((one) => (
        <button
          key={one}
          type="button"
          class="segment"
          data-act={`${props.act}-${one}`}
          aria-pressed={one === props.chosen}
          onClick={() => props.onChoose(one)}
        >
          {props.name(one)}
        </button>
      ))}
    </fieldset>
  );
}

/** A number that opens the list of those it counts. */
export function Opens(props: { where: Filter; act: string; children: ComponentChildren; title?: string }) {
  const shown = { ...SHOWN_AT_FIRST, where: props.where };
  return (
    <a
      class="pipeline-number"
      data-act={props.act}
      href={writeListAddress({ view: 'all', shown })}
      title={props.title}
    >
      {props.children}
    </a>
  );
}
