import type { z } from 'zod';
import type { Database } from '../../db/database.ts';
import type { Facts, NeighbourFact } from '../../policy/facts.ts';
import { listPromised } from './facts-queries.ts';
import type { FactsQuestion } from './facts-question.ts';

/** One site that is admitted without an agreement yet, or waits for beds. */
export type PromisedSite = Pick<
  z.output<typeof listPromised.row>,
  | 'application_no'
  | 'is_waiting'
  | 'name'
  | 'kind'
  | 'service'
  | 'category'
  | 'type_no'
  | 'accuracy_m'
  | 'lon'
  | 'lat'
  | 'distance_m'
>;

/** Institutions near a site that are admitted but without an agreement on the date of the facts, or that wait for beds. */
export async function listPromisedNear(
  db: Database,
  { application, asOf, ledgerAsOf, applicationId }: FactsQuestion,
  found: {
    readonly site: { readonly lon: number; readonly lat: number; readonly accuracyM: number };
    readonly types: readonly number[];
    readonly decisiveM: number;
    readonly most: number;
  },
): Promise<NeighbourFact[]> {
  const rows = await listPromised(db, {
    lon: found.site.lon,
    lat: found.site.lat,
    accuracyM: found.site.accuracyM,
    limitM: found.decisiveM,
    kind: application.kind,
    types: [...found.types],
    on: ledgerAsOf ?? asOf,
    applicationId: applicationId ?? null,
    applicantName: application.applicant.name,
    institution: application.applicant.institution ?? null,
    rowLimit: found.most,
  });
  return rows.map(promisedNeighbour);
}

/**
 * It stands as an unverified neighbour, so that a conflict with it is for review: two neighbours are never admitted silently
 * one after the other. The id is the negative running number of its application, as it is in no register yet.
 */
export function promisedNeighbour(site: PromisedSite): NeighbourFact {
  return {
    institutionId: -site.application_no,
    code: null,
    name: `${site.name}（${site.is_waiting ? '排队等待 waits in the queue' : '已纳入，协议未生效 admitted, agreement not begun'}）`,
    kind: site.kind,
    category: site.category,
    typeNo: site.type_no,
    lon: site.lon,
    lat: site.lat,
    distanceM: site.distance_m,
    accuracyM: site.accuracy_m,
    verified: false,
    designated: 'in_force',
    suspended: false,
    isTemporary: false,
    countsFrom: null,
    services: [site.service],
    settlementLevel: null,
    isBranchOfApplicant: false,
    county: null,
    street: null,
  };
}

/** The facts with these neighbours among those listed, nearest first, and the walks to them; one that is listed already is replaced. */
export function withNeighbours(
  facts: Facts,
  more: readonly NeighbourFact[],
  walks: NonNullable<Facts['walk']>['reached'] = [],
): Facts {
  if (more.length === 0 || facts.neighbours === null) return facts;
  const walked = new Set(walks.map(({ institutionId }) => institutionId));
  return {
    ...facts,
    neighbours: { ...facts.neighbours, listed: mergeNeighbours(facts.neighbours.listed, more) },
    walk: facts.walk && {
      ...facts.walk,
      reached: [...facts.walk.reached.filter(({ institutionId }) => !walked.has(institutionId)), ...walks],
    },
  };
}

/** Both lists by distance, each institution once. */
export function mergeNeighbours(
  listed: readonly NeighbourFact[],
  more: readonly NeighbourFact[],
): NeighbourFact[] {
  const added = new Set(more.map((neighbour) => neighbour.institutionId));
  return [...listed.filter((neighbour) => !added.has(neighbour.institutionId)), ...more].sort(
    (a, b) => a.distanceM - b.distanceM || a.institutionId - b.institutionId,
  );
}
