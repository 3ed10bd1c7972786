import type { Recipe, Take } from './recipe.ts';
import { parseRecipe } from './recipe-schema.ts';
import { isTaught, taughtId } from './taught.ts';

/**
 * Taught sites as they are stored and as they travel in a file: the same JSON. A file comes from anybody, so what it may
 * hold is less than what a site file of Beside may: one origin, handles of its own, patterns that cannot hang a page.
 */

/** Version of the format; a newer one is refused and left as it is. */
export const RECIPES_VERSION = 1;
/** Taught sites of one user, and characters of each as JSON. */
export const RECIPE_CAPS = { count: 64, size: 48_000, file: 1_000_000 } as const;

export interface RecipeFile {
  beside: 'recipes';
  v: typeof RECIPES_VERSION;
  recipes: Recipe[];
}

export type RecipeProblem = 'not-recipes' | 'newer' | 'too-big' | 'not-taught';

export const writeRecipes = (recipes: Recipe[]): string =>
  JSON.stringify({ beside: 'recipes', v: RECIPES_VERSION, recipes } satisfies RecipeFile, null, 2);

/** The recipes in a file, all of them good, or why not. Never throws. */
export function readRecipes(text: string): { recipes: Recipe[] } | { problem: RecipeProblem } {
  if (text.length > RECIPE_CAPS.file) return { problem: 'too-big' };
  try {
    return parseRecipes(JSON.parse(text));
  } catch {
    return { problem: 'not-recipes' };
  }
}

export function parseRecipes(raw: unknown): { recipes: Recipe[] } | { problem: RecipeProblem } {
  const file = raw as Partial<Record<keyof RecipeFile, unknown>> | null;
  if (typeof file !== 'object' || file?.beside !== 'recipes') return { problem: 'not-recipes' };
  if (typeof file.v === 'number' && file.v > RECIPES_VERSION) return { problem: 'newer' };
  if (file.v !== RECIPES_VERSION || !Array.isArray(file.recipes)) return { problem: 'not-recipes' };
  if (file.recipes.length > RECIPE_CAPS.count) return { problem: 'too-big' };
  const recipes = file.recipes.map(parseTaught);
  if (recipes.length === 0 || recipes.includes(null)) return { problem: 'not-taught' };
  return { recipes: recipes as Recipe[] };
}

/**
 * A recipe as the user's own teaching makes them, or null. It reads one origin under an id made of that origin, names
 * only handles of its own beside e-mail addresses and phone numbers, and its patterns cannot run away.
 */
export function parseTaught(raw: unknown): Recipe | null {
  if (JSON.stringify(raw ?? null).length > RECIPE_CAPS.size) return null;
  const recipe = parseRecipe(raw);
  if (!recipe || !isTaught(recipe.id) || recipe.anyHost || recipe.reading || recipe.own) return null;
  const origin = originOf(recipe);
  if (origin === null || !isIdOf(recipe.id, origin)) return null;
  const people = [recipe.people.header, recipe.people.sender, recipe.people.recipients, recipe.list];
  const schemes = people.flatMap((person) => person?.identities ?? []).map(({ as }) => as);
  if (!schemes.every((as) => as === 'email:' || as === 'tel:' || as === `${recipe.id}:`)) return null;
  return patternsIn(recipe).every(isTame) ? recipe : null;
}

/** `https://desk.example:8080`: the one place the recipe reads, or null where it would read more. */
export function originOf(recipe: Recipe): string | null {
  const [match, ...others] = recipe.matches;
  const host = /^(https?:\/\/[a-z0-9.-]+)\/\*$/.exec(match ?? '')?.[1];
  if (!host || others.length > 0) return null;
  const start = /^\^(https?:\/\/[a-z0-9.\\-]+(?::\d{1,5})?)(?:\/|\()/.exec(recipe.address)?.[1];
  const origin = start?.replaceAll('\\.', '.');
  return origin?.replace(/:\d+$/, '') === host && !/[\\]/.test(origin) ? origin : null;
}

/** Part of the id after the host is the path's; a long id ends in a mark of it all and need only begin right. */
function isIdOf(id: string, origin: string): boolean {
  const whole = taughtId(origin);
  return (
    id === whole ||
    id.startsWith(`${whole}---`) ||
    (id.length >= 60 && id.slice(0, 50) === whole.slice(0, 50))
  );
}

function patternsIn(recipe: Recipe): string[] {
  const found: string[] = [recipe.address];
  const look = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null) {
      const { match } = value as Take;
      if (typeof match === 'string') found.push(match);
      Object.values(value).forEach(look);
    }
  };
  look(recipe);
  return found;
}

/**
 * False for a pattern that may take exponential time on a page's text: something repeated that itself repeats or
 * chooses, or looks back.
 */
export function isTame(pattern: string): boolean {
  if (pattern.length > 300 || /\\[1-9k]|\(\?<?[=!]/.test(pattern)) return false;
  // What stands in brackets, and what is escaped, is one sign.
  const plain = pattern.replace(/\\(?:p\{[^}]*\}|u\{[^}]*\}|.)/gi, 'x').replace(/\[[^\]]*\]/g, 'x');
  const isRepeated = /^(?:[*+]|\{\d+,?\d*\})/;
  const open: { loose: boolean }[] = [];
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain[at]!;
    if (sign === '(') open.push({ loose: false });
    else if (sign === ')') {
      const group = open.pop();
      const rest = plain.slice(at + 1);
      const times = /^\{\d+,(\d+)\}/.exec(rest)?.[1];
      // A few times at most is no danger.
      if (group?.loose && isRepeated.test(rest) && !(times && Number(times) <= 8)) return false;
      if (group && (group.loose || isRepeated.test(rest))) for (const outer of open) outer.loose = true;
    } else if (/[*+|{]/.test(sign)) for (const group of open) group.loose = true;
  }
  // Each unbounded part multiplies the time that the next one may take.
  return (plain.match(/[*+]|\{\d+,\}/g) ?? []).length <= 3;
}
