import type { Facts } from '../../facts.ts';
import type { Trait } from '../../facts-of-areas.ts';
import { readCategories } from '../city/licence-categories.ts';

/** A classification of the site: its value, or why there is none that decides. */
export type TraitReading =
  | { readonly value: string; readonly from: readonly [Trait, ...Trait[]] }
  | {
      readonly value: null;
      readonly problem: 'none' | 'contradictory' | 'border';
      readonly from: readonly Trait[];
    };

/** Streets and management areas are the smallest areas; neither lies within the other. */
const RANKS: Readonly<Record<string, number>> = { street: 0, management: 0, county: 1, city: 2 };

/** The value that holds for the site as a whole: of the smallest area that has an entry in force. */
export function readAreaTrait(facts: Facts, asOf: string, name: string): TraitReading {
  return pick(inForce(facts, asOf, name).filter(({ category }) => category === null));
}

/**
 * The value that holds for a licence category at the site. Categories are compared as printed (brackets and spaces apart);
 * a licence with several categories has a value when all of them have the same. An entry without category speaks for all
 * that have none of their own.
 */
export function readCategoryTrait(
  facts: Facts,
  asOf: string,
  name: string,
  printed: string | undefined,
): TraitReading {
  const entries = inForce(facts, asOf, name);
  const categories = readCategories(printed);
  if (categories.length === 0) return { value: null, problem: 'none', from: [] };
  const readings = categories.map((category) => readOne(entries, category));
  const [first] = readings;
  const from = readings.flatMap((reading) => reading.from);
  const open = readings.find((reading) => reading.value === null);
  if (!first || open) return open ?? { value: null, problem: 'none', from };
  return readings.every((reading) => reading.value === first.value)
    ? first
    : { value: null, problem: 'contradictory', from };
}

function readOne(entries: readonly Trait[], category: string): TraitReading {
  const own = pick(entries.filter((entry) => readCategories(entry.category).includes(category)));
  const general = pick(entries.filter((entry) => entry.category === null));
  if (own.value === null) return own.problem === 'none' ? general : own;
  if (general.value === null || general.value === own.value) return own;
  // A general entry of a smaller area speaks against an entry for the category of a larger one: nobody says which prevails.
  return rankOf(general.from[0]) < rankOf(own.from[0])
    ? { value: null, problem: 'contradictory', from: [...own.from, ...general.from] }
    : own;
}

/** The entries of the smallest area; a bordering area that would change the value leaves it open. */
function pick(entries: readonly Trait[]): TraitReading {
  const inside = entries.filter(({ position }) => position === 'inside');
  const rank = Math.min(...inside.map(rankOf));
  const [first, ...others] = inside.filter((entry) => rankOf(entry) === rank);
  const border = entries.filter((entry) => entry.position === 'border' && rankOf(entry) <= rank);
  if (border.some(({ value }) => value !== first?.value))
    return { value: null, problem: 'border', from: [...(first ? [first] : []), ...others, ...border] };
  if (!first) return { value: null, problem: 'none', from: [] };
  if (others.some(({ value }) => value !== first.value))
    return { value: null, problem: 'contradictory', from: [first, ...others] };
  return { value: first.value, from: [first, ...others] };
}

function inForce(facts: Facts, asOf: string, name: string): Trait[] {
  return facts.traits.filter(
    ({ trait, from, to }) => trait === name && (from ?? asOf) <= asOf && asOf <= (to ?? asOf),
  );
}

function rankOf({ areaLevel }: Trait): number {
  return RANKS[areaLevel] ?? 1;
}
