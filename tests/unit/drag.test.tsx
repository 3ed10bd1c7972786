// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, describe, expect, it } from 'vitest';
import { useDrag } from '../../components/use-drag.ts';

let moves: number[];
let clicks: number;
let button: HTMLButtonElement;

function Handle() {
  const drag = useDrag((px) => void moves.push(px));
  return (
    <button
      type="button"
      onPointerDown={drag.onPointerDown}
      onPointerMove={drag.onPointerMove}
      onKeyDown={drag.onKeyDown}
      onClick={() => {
        if (!drag.wasDragged()) clicks += 1;
      }}
    >
      x
    </button>
  );
}

const pointer = (type: string, screenY: number, buttons = 1) =>
  button.dispatchEvent(new PointerEvent(type, { screenY, buttons, bubbles: true, pointerId: 1 }));

describe('dragging the tab at the edge', () => {
  beforeEach(() => {
    moves = [];
    clicks = 0;
    const place = document.createElement('div');
    document.body.replaceChildren(place);
    render(<Handle />, place);
    button = place.querySelector('button') as HTMLButtonElement;
    button.setPointerCapture = () => undefined;
  });

  it('tells each step once, and the click that ends it is none', () => {
    pointer('pointerdown', 100);
    for (const y of [110, 130, 125]) pointer('pointermove', y);
    button.click();
    expect(moves).toEqual([10, 20, -5]);
    expect(clicks).toBe(0);
    button.click();
    expect(clicks).toBe(1);
  });

  it('takes a press that trembles for a click', () => {
    pointer('pointerdown', 100);
    pointer('pointermove', 102);
    button.click();
    expect(moves).toEqual([]);
    expect(clicks).toBe(1);
  });

  it('does not move when no button is held', () => {
    pointer('pointerdown', 100);
    pointer('pointermove', 160, 0);
    expect(moves).toEqual([]);
  });

  it('moves by the arrow keys too', () => {
    for (const key of ['ArrowUp', 'ArrowDown', 'Enter']) {
      button.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
    expect(moves).toEqual([-24, 24]);
  });
});
