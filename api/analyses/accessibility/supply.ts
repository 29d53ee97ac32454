import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { InvalidInputError } from '../../errors.ts';
import { BED_CATEGORIES } from '../../vocabulary.ts';
import type { DesignatedPoint } from '../points/designated-points.ts';

const listBeds = namedQuery('accessibility/list-beds', {
  params: z.object({
    institutionIds: z.array(z.number()),
    asOf: z.string(),
    which: z.enum(['open', 'licensed', 'designated']),
    category: z.string().nullable(),
  }),
  row: z.object({
    institution_ids: z.array(z.number()),
    beds: z.array(z.number().nullable()),
    partly: z.array(z.boolean()),
  }),
});

/** What an institution offers: one institution each, or its beds. */
export const SUPPLIES = ['institutions', 'beds_open', 'beds_licensed', 'beds_designated'] as const;
export type SupplyMeasure = (typeof SUPPLIES)[number];

export const supplyInput = {
  supply: z
    .enum(SUPPLIES)
    .default('institutions')
    .describe(
      'What is shared out: institutions (1 each), or their open, licensed or designated beds on asOf.',
    ),
  bedCategory: z
    .enum(BED_CATEGORIES)
    .optional()
    .describe(
      'Only beds of this category; default all but long-term care (ltc). Only when beds are the supply.',
    ),
};

export interface Supplier extends DesignatedPoint {
  /** null = not known, which is not 0. */
  readonly supply: number | null;
  /** Some of its numbers are missing: the supply may be more. */
  readonly partly: boolean;
}

/** Each institution with what it offers on the date. */
export async function withSupply(
  db: Database,
  institutions: readonly DesignatedPoint[],
  { supply, bedCategory, asOf }: { supply: SupplyMeasure; bedCategory: string | null; asOf: string },
): Promise<Supplier[]> {
  if (supply === 'institutions')
    return institutions.map((institution) => ({ ...institution, supply: 1, partly: false }));
  const [beds] = await listBeds(db, {
    institutionIds: institutions.map(({ institution_id }) => institution_id),
    asOf,
    which: BEDS[supply],
    category: bedCategory,
  });
  if (!beds) throw new Error('list-beds gave no row');
  const entry = new Map(beds.institution_ids.map((id, index) => [id, index]));
  return institutions.map((institution) => {
    const index = entry.get(institution.institution_id) ?? -1;
    return { ...institution, supply: beds.beds[index] ?? null, partly: beds.partly[index] ?? false };
  });
}

const BEDS = { beds_open: 'open', beds_licensed: 'licensed', beds_designated: 'designated' } as const;

/** What is counted, for the unit of an answer. */
export const UNITS = {
  institutions: 'institutions',
  beds_open: 'open beds',
  beds_licensed: 'licensed beds',
  beds_designated: 'designated beds',
} as const;

/** Throws InvalidInputError when a category of beds is named although beds are not the supply. */
export function bedCategoryOf({
  supply,
  bedCategory,
}: {
  supply: SupplyMeasure;
  bedCategory?: string | undefined;
}): string | null {
  if (bedCategory !== undefined && supply === 'institutions')
    throw new InvalidInputError([
      {
        field: 'bedCategory',
        value: bedCategory,
        reason: 'beds are not the supply',
        allowed: 'supply=beds_open, beds_licensed or beds_designated',
      },
    ]);
  return bedCategory ?? null;
}
