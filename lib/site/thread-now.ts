import type { Recipe } from '../domain/recipe.ts';
import { survey } from './survey.ts';

/**
 * The thread that is open at this moment and whose it is, without its text: asked before an act, to see that the act
 * still belongs to it. Null when no thread is open or the page is in doubt.
 */
export function threadNow(
  recipe: Recipe,
  document: Document,
  url: string,
): { id: string; identities: string[] } | null {
  try {
    const { health, id, counterparts } = survey(recipe, document, url);
    return health === 'ok' ? { id, identities: counterparts.flatMap((person) => person.identities) } : null;
  } catch {
    return null;
  }
}
