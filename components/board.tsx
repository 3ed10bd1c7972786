import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useBeside } from './context.ts';
import { isComposing } from './keys.ts';
import { Menu } from './parts.tsx';

export interface BoardCard {
  id: string;
  /** What the card is called when it is moved. */
  name: string;
  content: ComponentChildren;
}
export interface BoardColumn {
  id: string;
  /** In words. */
  name: string;
  head: ComponentChildren;
  cards: BoardCard[];
  foot?: ComponentChildren;
}

/** What is dragged, as the browser carries it. */
const KIND = 'text/x-beside-card';

/**
 * Columns of cards. A card goes to another column by a drag, by ← and → on its handle, or by the handle's menu; after
 * that the focus is on its handle again.
 */
export function Board(props: {
  part: string;
  label: string;
  columns: BoardColumn[];
  onMove: (event: Event, card: string, column: string) => void;
}) {
  const { columns, onMove } = props;
  const root = useRef<HTMLElement>(null);
  const moved = useRef<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const columnOf = (card: string) => columns.findIndex(({ cards }) => cards.some(({ id }) => id === card));
  const move = (event: Event, card: string, column: string | undefined) => {
    if (column === undefined || columns[columnOf(card)]?.id === column) return;
    moved.current = card;
    onMove(event, card, column);
  };
  useEffect(() => {
    const card = moved.current;
    if (card === null) return;
    const handle = root.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(card)}"] button`);
    if (handle && document.activeElement === document.body) handle.focus();
  });
  return (
    <section ref={root} class="board" data-part={props.part} aria-label={props.label}>
      {columns.map((column, at) => (
        <section
          key={column.id}
          class={over === column.id ? 'board-column board-over' : 'board-column'}
          data-part="board-column"
          data-column={column.id}
          aria-label={column.name}
          onDragOver={(event) => {
            if (!event.dataTransfer?.types.includes(KIND)) return;
            event.preventDefault();
            setOver(column.id);
          }}
          onDragLeave={() => setOver(null)}
          onDrop={(event) => {
            setOver(null);
            const card = event.dataTransfer?.getData(KIND);
            if (!card) return;
            event.preventDefault();
            move(event, card, column.id);
          }}
        >
          <header class="board-head">{column.head}</header>
          <ul class="board-cards">
            {column.cards.map((card) => (
              <li
                key={card.id}
                class="board-card"
                data-part="board-card"
                data-card={card.id}
                draggable
                onDragStart={(event) => event.dataTransfer?.setData(KIND, card.id)}
                onDragEnd={() => setOver(null)}
                onKeyDown={(event) => {
                  if (isComposing(event) || (event.target as HTMLElement).getAttribute('data-act') !== 'move')
                    return;
                  const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
                  if (step === 0) return;
                  event.preventDefault();
                  move(event, card.id, columns[at + step]?.id);
                }}
              >
                <div class="board-content">{card.content}</div>
                <Handle
                  card={card}
                  columns={columns.filter(({ id }) => id !== column.id)}
                  onMove={(event, to) => move(event, card.id, to)}
                />
              </li>
            ))}
          </ul>
          {column.foot}
        </section>
      ))}
    </section>
  );
}

function Handle(props: {
  card: BoardCard;
  columns: BoardColumn[];
  onMove: (event: Event, column: string) => void;
}) {
  const { t } = useBeside();
  return (
    <Menu
      act="move"
      icon="transfer"
      label={t('pipeline_move', { name: props.card.name })}
      items={props.columns.map(({ id, name }) => ({
        act: 'move-to',
        icon: 'next' as const,
        label: t('pipeline_to', { column: name }),
        onAct: (event) => props.onMove(event, id),
      }))}
    />
  );
}
