import type { Sighting } from './sighting.ts';

/** Teaching a site by pointing: words shared by the page, the background and the panel. Types and lists only. */

/** What the user points at, in the order it is asked for. The first two are needed. */
export const LESSONS = ['name', 'theirs', 'ours', 'contact', 'order', 'reply'] as const;
export type Lesson = (typeof LESSONS)[number];

/** Why nothing can be read from what was pointed at; `frame`: it stands in a document of its own. */
export const TEACH_PROBLEMS = ['name', 'messages', 'same', 'frame', 'unlike'] as const;
export type TeachProblem = (typeof TEACH_PROBLEMS)[number];

/** What tells one thread from another: with `name` alone, namesakes share one. */
export const THREAD_KEYS = ['address', 'attribute', 'name'] as const;
export type ThreadKeyKind = (typeof THREAD_KEYS)[number];

/** How far the teaching of a page has come. */
export interface TeachState {
  /** What is pointed at next; `check`: nothing, the reading is looked at. */
  lesson: Lesson | 'check';
  /** The words of what was pointed at, cut short. */
  pointed: Partial<Record<Lesson, string>>;
  key: ThreadKeyKind | null;
  /** Our messages and theirs can be told apart. */
  sides: boolean;
  problem: TeachProblem | null;
  /** What the page gives now, read as it would be from then on. */
  reading: Sighting | null;
}

export const NOTHING_TAUGHT: TeachState = {
  lesson: 'name',
  pointed: {},
  key: null,
  sides: false,
  problem: null,
  reading: null,
};

/** Characters of what was pointed at that the panel shows. */
export const POINTED_TEXT = 120;

/** The structure of a page that reads badly: names and counts, never a word of it. */
export interface PageDescription {
  site: string;
  problems: string[];
  /** How many places each candidate of the recipe finds, in the recipe's order. */
  candidates: Record<string, number[]>;
  tags: Record<string, number>;
  attributes: Record<string, number>;
}
