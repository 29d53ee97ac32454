import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { gatherFacts } from '../../planning/facts/gather-facts.ts';
import { inSnapshot } from '../../planning/facts/in-snapshot.ts';
import { registerOfSnapshot } from '../../planning/facts/register-reader.ts';
import type { Application } from '../../policy/application.ts';
import { evaluatePlan } from '../../policy/evaluate.ts';
import type { Facts } from '../../policy/facts.ts';
import type { SiteGroup } from './place-sites.ts';
import { applicationAt, type ZoneQuestion } from './zone-question.ts';

/** A group of sites with the facts of an assessment at its first one. */
export interface FactsGroup extends SiteGroup {
  readonly application: Application;
  readonly facts: Facts;
}

/**
 * Gathers for each group the facts of a whole assessment at its first site: what depends on areas is the same for the others.
 * Throws InvalidInputError for a plan that does not apply on the date, and for an applicant that the register does not know.
 */
export async function gatherGroups(
  db: Database,
  question: ZoneQuestion,
  sites: readonly LonLat[],
  groups: readonly SiteGroup[],
  { signal, onProgress }: { signal: AbortSignal; onProgress: (done: number) => void },
): Promise<FactsGroup[]> {
  const { plan, asOf } = question;
  // Every group is judged by the same counts of the city, which are read once.
  const register = registerOfSnapshot();
  const gathered: FactsGroup[] = [];
  for (const group of groups) {
    signal.throwIfAborted();
    const first = sites[group.sites[0] ?? -1];
    if (!first) continue;
    const application = applicationAt(question, first, group.county?.code);
    const facts = await inSnapshot(db, (tx) =>
      gatherFacts(tx, { plan, application, asOf }, register).catch(renamed),
    );
    if (gathered.length === 0) refuseOutOfForce(question, application, facts);
    gathered.push({ ...group, application, facts });
    onProgress(gathered.length / groups.length);
  }
  return gathered;
}

function refuseOutOfForce({ plan, asOf }: ZoneQuestion, application: Application, facts: Facts): void {
  if (evaluatePlan({ plan, application, facts, asOf }).overall !== 'NOT_APPLICABLE') return;
  throw new InvalidInputError([
    {
      field: 'asOf',
      value: asOf,
      reason: `the plan ${plan.id} does not apply on that date`,
      allowed: `${plan.publishedOn ?? plan.period.from} to ${plan.period.to}`,
    },
  ]);
}

/** The question calls the applicant's institution by another name than an application does. */
function renamed(error: unknown): never {
  if (!(error instanceof InvalidInputError)) throw error;
  throw new InvalidInputError(
    error.issues.map((issue) =>
      issue.field === 'applicant.institution' ? { ...issue, field: 'institution' } : issue,
    ),
  );
}
