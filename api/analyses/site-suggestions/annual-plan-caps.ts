import type { Database } from '../../db/database.ts';
import { isConcerned } from '../../planning/facts/search-radius.ts';
import { annualPlan } from '../../policy/kinds/quantity/annual-plan.ts';
import {
  type AnnualPlanLine,
  chooseLine,
  type PlanArea,
} from '../../policy/kinds/quantity/annual-plan-line.ts';
import { placeSites } from '../eligible-zones/place-sites.ts';
import { gatherGroups } from '../eligible-zones/zone-groups.ts';
import { applicationAt, type ZoneQuestion } from '../eligible-zones/zone-question.ts';
import type { Candidate } from './candidate.ts';

/** A published line of the annual plan that caps suggestions. */
export interface CappingLine {
  readonly annual_plan_id: number;
  readonly year: number;
  readonly area_code: string;
  readonly area_level: string;
  readonly quantity: number;
  readonly used: number;
  readonly remaining: number;
  readonly document: string;
}

export interface AnnualPlanCaps {
  readonly lines: readonly CappingLine[];
  /** Line of each candidate; -1 = the plan has no rule about it, or no single line counts for it. */
  readonly lineOf: Int32Array;
  /** Candidates for which the rule is there and no single published line counts. */
  readonly withoutLine: number;
}

/** Whatever depends on the place alone, not on a radius. */
const NO_RADIUS_M = 0.001;

/**
 * What is left of the annual plan at each candidate: the line that an assessment would choose there (of the smallest area, the most
 * specific), so that candidates of one line share its remaining quantity.
 */
export async function annualPlanCaps(
  db: Database,
  zone: ZoneQuestion,
  candidates: readonly Candidate[],
  run: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
): Promise<AnnualPlanCaps> {
  const sample = applicationAt(zone, { lon: 0, lat: 0 }, undefined);
  const rules = zone.plan.rules.filter((rule) => rule.kind === annualPlan.id && isConcerned(rule, sample));
  const lineOf = new Int32Array(candidates.length).fill(-1);
  const [rule] = rules;
  if (!rule || candidates.length === 0) return { lines: [], lineOf, withoutLine: 0 };
  const areas = (annualPlan.parameters.parse(rule.parameters) as { areas: PlanArea[] }).areas;
  const placed = await placeSites(
    db,
    candidates,
    { radiusM: NO_RADIUS_M, asOf: zone.asOf, cityCode: zone.plan.city.code, areaId: null },
    { signal: run.signal, onProgress: (done) => run.onProgress(done * 0.2) },
  );
  const groups = await gatherGroups(db, zone, candidates, placed.groups, {
    signal: run.signal,
    onProgress: (done) => run.onProgress(0.2 + done * 0.8),
  });
  const lines = new Map<number, { line: AnnualPlanLine; place: number }>();
  const year = Number(zone.asOf.slice(0, 4));
  for (const { facts, application, sites } of groups) {
    const { line } = chooseLine(facts, zone.asOf, year, application, areas);
    if (!line) continue;
    const known = lines.get(line.annualPlanId) ?? { line, place: lines.size };
    lines.set(line.annualPlanId, known);
    for (const site of sites) lineOf[site] = known.place;
  }
  return {
    lines: [...lines.values()].map(({ line }) => ({
      annual_plan_id: line.annualPlanId,
      year: line.year,
      area_code: line.areaCode,
      area_level: line.areaLevel,
      quantity: line.quantity,
      used: line.used,
      remaining: Math.max(0, line.quantity - line.used),
      document: line.document,
    })),
    lineOf,
    withoutLine: lineOf.filter((line) => line < 0).length,
  };
}
