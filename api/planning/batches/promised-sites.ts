import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import type { Application } from '../../policy/application.ts';
import type { Facts, NeighbourFact } from '../../policy/facts.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { promisedNeighbour } from '../facts/promised-neighbours.ts';
import { searchRadius } from '../facts/search-radius.ts';
import { listPromisedSites } from './batch-queries.ts';

interface Seeker {
  readonly applicationId: string;
  readonly application: Application;
  readonly facts: Facts;
}

/** Most admitted sites told for one batch. */
const MOST = 100_000;

/**
 * Institutions that are admitted near by, but whose agreement has not begun on a day: application → neighbours. They stand
 * as unverified ones, so that a conflict with them is for review: two neighbours are never admitted silently one after the
 * other. The id is the negative running number of their application, as they are in no register yet.
 */
export async function listPromisedNeighbours(
  db: Database,
  plan: Plan,
  seekers: readonly Seeker[],
  on: string,
): Promise<Record<string, NeighbourFact[]>> {
  const rows = await listPromisedSites(db, {
    applicationIds: seekers.map((seeker) => seeker.applicationId),
    types: seekers.map(({ facts }) => (plan.typeScheme === null ? null : (facts.type?.typeNo ?? null))),
    limitM: Math.max(0, ...seekers.map(({ application }) => searchRadius(plan, application).decisiveM)),
    on,
    limit: MOST + 1,
  });
  if (rows.length > MOST)
    throw new ConflictError(`more than ${MOST} institutions admitted near by have no agreement yet`);
  const found: Record<string, NeighbourFact[]> = {};
  for (const row of rows) {
    const neighbours = found[row.application_id] ?? [];
    found[row.application_id] = neighbours;
    neighbours.push(promisedNeighbour(row));
  }
  return found;
}
