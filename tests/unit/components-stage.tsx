import { render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import type { Asked } from '../../components/context.ts';
import type { Host, PageState, Place } from '../../components/host.ts';
import { Panel } from '../../components/panel.tsx';
import type { Settings } from '../../lib/domain/settings.ts';
import { FakeStore } from '../gallery/fake-store.ts';
import { type FakeHost, fakeHost, settings } from '../gallery/host.ts';
import { NOW, sampleBook } from '../gallery/sample.ts';
import { STATES } from '../gallery/states.ts';

/** A surface in a document of its own, with a store in memory and hands: keys, clicks, typing. */
export class Stage {
  readonly root: HTMLElement = document.body.appendChild(document.createElement('div'));
  readonly store = new FakeStore(sampleBook(), () => NOW);
  readonly host: FakeHost;

  constructor(place: Place = 'sidepanel') {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    this.host = fakeHost(this.store, place);
  }

  async end(): Promise<void> {
    await act(() => render(null, this.root));
    this.root.remove();
    vi.useRealTimers();
  }

  /** Lets queries answer and components draw. */
  settle(): Promise<void> {
    return act(async () => {
      for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
    });
  }

  async draw(view: preact.ComponentChild): Promise<void> {
    await act(() => render(view, this.root));
    await this.settle();
  }

  /** The panel beside a page. */
  panel(
    page: PageState,
    more: Partial<Host> = {},
    chosen: Partial<Settings> = {},
    asked: Asked | null = null,
  ): Promise<void> {
    Object.assign(this.host, more);
    const all = settings({ language: 'vi', ...chosen });
    return this.draw(<Panel host={this.host} page={page} settings={all} asked={asked} />);
  }

  find<E extends HTMLElement = HTMLElement>(selector: string): E | null {
    return this.root.querySelector<E>(selector);
  }

  part(name: string): HTMLElement | null {
    return this.find(`[data-part="${name}"]`);
  }

  parts(name: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(`[data-part="${name}"]`)];
  }

  button(name: string): HTMLButtonElement {
    const found = this.find<HTMLButtonElement>(`[data-act="${name}"]`);
    if (!found) throw new Error(`No button ${name} in: ${this.root.textContent}`);
    return found;
  }

  has(name: string): boolean {
    return this.find(`[data-act="${name}"]`) !== null;
  }

  text(name: string): string {
    return this.part(name)?.textContent ?? '';
  }

  /** Names of the commands that ran, in order. */
  get ran(): string[] {
    return this.store.commands.map((command) => command.name);
  }

  async press(key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body): Promise<void> {
    await act(() => {
      const all = { key, bubbles: true, composed: true, cancelable: true, ...init };
      target.dispatchEvent(new KeyboardEvent('keydown', all));
    });
    await this.settle();
  }

  async click(name: string): Promise<void> {
    await act(() => this.button(name).click());
    await this.settle();
  }

  async type(selector: string, value: string): Promise<HTMLInputElement> {
    const field = this.find<HTMLInputElement>(selector);
    if (!field) throw new Error(`No field ${selector}`);
    await act(() => {
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await this.settle();
    return field;
  }

  async submit(name: string): Promise<void> {
    await act(() => void this.button(name).form?.requestSubmit());
    await this.settle();
  }

  async choose(selector: string, value: string): Promise<void> {
    const field = this.find<HTMLSelectElement>(selector);
    if (!field) throw new Error(`No list ${selector}`);
    await act(() => {
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await this.settle();
  }
}

/** The page of a state of the gallery. */
export function pageOf(name: string): PageState {
  const page = STATES[name]?.page;
  if (!page) throw new Error(`No state ${name}`);
  return page;
}
