import { createContext } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import type { Command, CommandResult } from '../lib/domain/command.ts';
import type { Format } from '../lib/domain/format.ts';
import type { Settings } from '../lib/domain/settings.ts';
import type { Language, Text } from '../lib/domain/text.ts';
import type { Host } from './host.ts';
import type { Action } from './keys.ts';

export interface ActOptions {
  /** Said in a toast when the command changed something. */
  said?: string;
  /** Offer undo in that toast. */
  undo?: boolean;
  /** Called after that undo went through. */
  onUndone?: () => void;
}

/** A sentence at the foot of the surface; with changes it offers to take them back. */
export interface Notice {
  text: string;
  /** Changes that undo takes back, oldest first. */
  changes?: string[];
  /** Takes back what is no change of the book. */
  takeBack?: () => Promise<void>;
  tone?: 'plain' | 'fail';
  /** Called after undo went through. */
  onUndone?: () => void;
}

/** What a shortcut of the browser asks of the panel; each `id` is asked once. */
export interface Asked {
  name: 'log' | 'remind' | 'draft';
  id: number;
}

export type KeyHandler = (event: KeyboardEvent) => void;

export interface Beside {
  host: Host;
  settings: Settings;
  language: Language;
  t: Text;
  format: Format;
  /**
   * Runs a command for a user's act: asks the host whether the act may go ahead, says what went wrong in words, and
   * answers null when nothing was done.
   */
  act(event: Event, command: Command, options?: ActOptions): Promise<CommandResult | null>;
  /** The guard alone, for acts that are not commands. Says why when it refuses. */
  mayAct(event: Event): boolean;
  notify(notice: Notice): void;
  fail(error: unknown): void;
  /** Takes changes back, newest first. */
  undo(event: Event, changes: string[]): Promise<boolean>;
  /** Binds a key while a component is on screen; the one bound last answers. Returns how to unbind. */
  bind(action: Action | 'digit', handler: KeyHandler): () => void;
  showKeys(): void;
  /** What a shortcut of the browser asked for; `take` is true once, for the first who can do it. */
  asked: Asked | null;
  take(name: Asked['name']): boolean;
}

export const BesideContext = createContext<Beside | null>(null);

export function useBeside(): Beside {
  const beside = useContext(BesideContext);
  if (!beside) throw new Error('This component must stand inside a Surface.');
  return beside;
}

/** Binds a key to an act while this component is on screen. */
export function useKey(action: Action | 'digit', handler: KeyHandler, enabled = true): void {
  const { bind } = useBeside();
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    if (!enabled) return;
    return bind(action, (event) => latest.current(event));
  }, [action, bind, enabled]);
}
