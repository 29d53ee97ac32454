import { z } from 'zod';
import { dateSchema } from '../../../dates.ts';
import type { Facts } from '../../facts.ts';

/** A number that a plan gives for a while, and the name under which the authority sets it for other years. */
export const datedNumberSchema = z.strictObject({
  values: z
    .array(z.strictObject({ value: z.number(), validFrom: dateSchema, validTo: dateSchema }))
    .default([])
    .describe('Values that the text itself gives, each with its first and last day.'),
  parameter: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .describe('Name of the dated value of the authority, which goes before the text while it is valid.'),
  qualifier: z.string().optional().describe('Qualifier of that dated value.'),
  unit: z.string().min(1).describe('Unit of all these values; a value in another unit is not used.'),
});
export type DatedNumber = z.output<typeof datedNumberSchema>;

/** The number in force, or why there is none. */
export type NumberInForce =
  | { readonly value: number; readonly document: string | null }
  | { readonly value: null; readonly problem: 'none' | 'several' | 'unit' };

/** The value valid on the date: the authority's own, else that of the plan; several that differ give none. */
export function findNumberInForce(
  { values, parameter, qualifier, unit }: DatedNumber,
  facts: Facts,
  asOf: string,
): NumberInForce {
  const own = facts.parameters.filter(
    (entry) =>
      entry.name === parameter &&
      entry.qualifier === (qualifier ?? null) &&
      (entry.from ?? asOf) <= asOf &&
      asOf <= (entry.to ?? asOf),
  );
  if (own.some((entry) => entry.unit !== unit)) return { value: null, problem: 'unit' };
  if (own.length > 0) return onlyOne(own);
  return onlyOne(
    values
      .filter(({ validFrom, validTo }) => validFrom <= asOf && asOf <= validTo)
      .map(({ value }) => ({ value, document: null })),
  );
}

function onlyOne(found: readonly { value: number; document: string | null }[]): NumberInForce {
  const [first] = found;
  if (!first) return { value: null, problem: 'none' };
  return found.every(({ value }) => value === first.value)
    ? { value: first.value, document: first.document }
    : { value: null, problem: 'several' };
}
