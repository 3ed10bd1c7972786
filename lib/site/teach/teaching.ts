import type { Recipe } from '../../domain/recipe.ts';
import type { Sighting } from '../../domain/sighting.ts';
import {
  LESSONS,
  type Lesson,
  POINTED_TEXT,
  type TeachProblem,
  type ThreadKeyKind,
} from '../../domain/teach.ts';
import { read } from '../read.ts';
import { addressOf } from '../survey.ts';
import { cut } from '../text.ts';
import { derive, type Pointed } from './derive.ts';
import { textIn } from './messages.ts';

/** All that is told of the teaching: untrusted like every sighting. */
export interface TeachSeen {
  lesson: Lesson | 'check';
  pointed: Partial<Record<Lesson, string>>;
  recipe: Recipe | null;
  key: ThreadKeyKind | null;
  sides: boolean;
  problem: TeachProblem | null;
  sighting: Sighting | null;
}

export interface Teaching {
  lesson: Lesson | 'check';
  /** Takes the place for the lesson at hand, and goes on to the next one. */
  point(element: Element): void;
  /** Goes to a lesson, or to the reading. */
  go(lesson: Lesson | 'check'): void;
  /** Says why what was tried does not do. */
  refuse(problem: TeachProblem): void;
  /** Reads the page again, for it may show another thread by now; told when that differs. */
  look(): void;
}

/** @param today for the recipe: `2026-11-23`. */
export function createTeaching(
  document: Document,
  today: () => string,
  told: (seen: TeachSeen) => void,
): Teaching {
  const places: Pointed = {};
  const words: Partial<Record<Lesson, string>> = {};
  let taught: { recipe: Recipe; key: ThreadKeyKind; sides: boolean } | null = null;
  let problem: TeachProblem | null = null;
  let said = '';

  const tell = () => {
    const sighting = taught && read(taught.recipe, document, addressOf(document));
    const failed = problem ?? (taught && !isWhole(sighting) ? 'unlike' : null);
    const seen: TeachSeen = {
      lesson: teaching.lesson,
      pointed: { ...words },
      recipe: taught?.recipe ?? null,
      key: taught?.key ?? null,
      sides: taught?.sides ?? false,
      problem: failed,
      sighting,
    };
    const now = JSON.stringify(seen);
    if (now === said) return;
    said = now;
    told(seen);
  };

  const learn = () => {
    // A page that went on to another thread took places with it: they are asked for again.
    for (const lesson of LESSONS) {
      if (places[lesson]?.isConnected !== false) continue;
      delete places[lesson];
      delete words[lesson];
    }
    const result = derive(document, addressOf(document), places, today());
    taught = 'problem' in result ? null : result;
    const isAsked = places.name !== undefined && places.theirs !== undefined;
    // With one message alone it may be too early to tell.
    problem =
      'problem' in result && isAsked && (places.ours || result.problem === 'same') ? result.problem : null;
  };

  const teaching: Teaching = {
    lesson: 'name',
    point(element) {
      const { lesson } = teaching;
      if (lesson === 'check') return;
      places[lesson] = element;
      words[lesson] = cut(textIn(element, POINTED_TEXT * 2), POINTED_TEXT);
      learn();
      teaching.lesson = nextAfter(lesson, places);
      tell();
    },
    go(lesson) {
      teaching.lesson = lesson;
      problem = null;
      if (lesson === 'check' && !taught) problem = places.name ? 'messages' : 'name';
      tell();
    },
    refuse(why) {
      problem = why;
      tell();
    },
    look: tell,
  };
  return teaching;
}

/** The needed ones first; ours once, after theirs; the others only when the user asks for them. */
function nextAfter(lesson: Lesson, places: Pointed): Lesson | 'check' {
  if (!places.name) return 'name';
  if (!places.theirs) return 'theirs';
  return lesson === 'theirs' && !places.ours ? 'ours' : 'check';
}

/** The reading names one person and stands on nothing that failed. */
const isWhole = (sighting: Sighting | null): boolean =>
  sighting !== null && sighting.health === 'ok' && sighting.counterparts.length === 1;
