import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.ts';
import type { Application } from '../../policy/application.ts';
import type { AssessmentResult, Draw } from '../../policy/finding.ts';
import type { Route } from '../../policy/release/settlement.ts';
import type { WriteTrail } from '../write-trail.ts';
import { exemptionOf } from './agreement-dates.ts';

/** Somebody let through to evaluation and agreement, and what it takes. */
export interface NewAdmission {
  readonly applicationId: string;
  readonly application: Application;
  readonly assessmentId: string;
  readonly settlementId: string | null;
  readonly planId: string;
  readonly admittedOn: string;
  readonly route: Route;
  readonly draws: readonly Draw[];
  readonly result: AssessmentResult;
}

const CHUNK = 500;

/** Writes admissions and returns application → admission id. `areaIds`: code → id of the areas that draws name. */
export async function insertAdmissions(
  tx: Database,
  admissions: readonly NewAdmission[],
  areaIds: ReadonlyMap<string, number>,
  trail: WriteTrail,
): Promise<Map<string, string>> {
  const rows = admissions.map((admission) => toRow(admission, areaIds, trail));
  for (let start = 0; start < rows.length; start += CHUNK)
    await tx.kysely
      .insertInto('admission')
      .values(rows.slice(start, start + CHUNK))
      .execute();
  return new Map(rows.map((row) => [row.application_id, row.admission_id]));
}

/** Codes of the areas that draws name. */
export function areaCodesOf(draws: readonly Draw[]): string[] {
  return draws.flatMap((draw) => ('areaCode' in draw ? [draw.areaCode] : []));
}

function toRow(
  { draws, application, result, route, ...admission }: NewAdmission,
  areaIds: ReadonlyMap<string, number>,
  trail: WriteTrail,
) {
  const annual = draws.find((draw) => draw.resource === 'annual_plan');
  const free = draws.find((draw) => draw.resource === 'free_addition');
  // The area that a free addition or a place belongs to comes before that of the pool.
  const [code] = areaCodesOf([
    ...(free ? [free] : []),
    ...draws.filter((draw) => draw.resource === 'place'),
    ...draws,
  ]);
  const exemption = route === 'exempt' ? exemptionOf(result) : null;
  return {
    admission_id: randomUUID(),
    application_id: admission.applicationId,
    settlement_id: admission.settlementId,
    plan_id: admission.planId,
    admitted_on: admission.admittedOn,
    route,
    annual_plan_id: annual?.annualPlanId ?? null,
    annual_quantity: annual?.quantity ?? 0,
    area_id: code === undefined ? null : (areaIds.get(code) ?? null),
    category: free?.category ?? application.category ?? null,
    beds: sumOf(application.beds),
    exemption_ground: exemption?.ground ?? null,
    physician: exemption?.physician ?? null,
    counts_from: countsFromOf(route, result),
    assessment_id: admission.assessmentId,
    admitted_by: trail.actor,
  };
}

/** As the plan gives it for the intended first day, where one is stated; designation decides. */
function countsFromOf(route: Route, { findings }: AssessmentResult): string | null {
  if (route !== 'exempt') return null;
  const value = findings.find(({ kind }) => kind === 'counts-from')?.derived?.countsFrom;
  return typeof value === 'string' ? value : null;
}

function sumOf(beds: Application['beds']): number | null {
  const numbers = Object.values(beds ?? {});
  return numbers.length === 0 ? null : numbers.reduce((sum, count) => sum + count, 0);
}
