import type { Recipe } from '../domain/recipe.ts';
import type { Counterpart, Sighting } from '../domain/sighting.ts';

/**
 * Leaves a sighting only the identities that its site can speak of: a taken-over mail page must not name a Telegram
 * user or a customer of somebody's shop, whose card would then stand beside the wrong message. A person left without
 * any is known by name alone.
 */
export function ofOwnKind(sighting: Sighting, recipe: Recipe, host: string): Sighting {
  return { ...sighting, counterparts: peopleOfOwnKind(sighting.counterparts, recipe, host) };
}

/** The same for people alone: those of a list. */
export function peopleOfOwnKind(people: Counterpart[], recipe: Recipe, host: string): Counterpart[] {
  const { header, sender, recipients, anyone } = recipe.people;
  const kinds = [header, sender, recipients, anyone, recipe.list]
    .flatMap((person) => person?.identities ?? [])
    .map(({ as }) => as.replace('{host}', host));
  return people.map((person) => {
    const identities = person.identities.filter((key) => kinds.some((kind) => key.startsWith(kind)));
    return { ...person, identities, strength: identities.length > 0 ? person.strength : ('weak' as const) };
  });
}
