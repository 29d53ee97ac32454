import type { Facts } from '../facts.ts';
import type { Waiting } from '../facts-of-release.ts';
import type { Draw } from '../finding.ts';
import type { BatchApplicant, BatchQuestion, SitePair } from './settlement.ts';

/** Somebody ahead in a batch and what it takes. */
export interface Taker {
  readonly applicant: BatchApplicant;
  readonly draws: readonly Draw[];
}

type Apart = Pick<SitePair, 'distanceM' | 'walk'>;
export type Distances = ReadonlyMap<string, ReadonlyMap<string, Apart>>;

/** Distances between the sites of a batch, both ways. */
export function readDistances(pairs: BatchQuestion['pairs']): Distances {
  const distances = new Map<string, Map<string, Apart>>();
  const set = (from: string, to: string, apart: Apart) => {
    const of = distances.get(from) ?? new Map<string, Apart>();
    distances.set(from, of.set(to, apart));
  };
  for (const { a, b, ...apart } of pairs) {
    set(a, b, apart);
    set(b, a, apart);
  }
  return distances;
}

/** The facts of an applicant when these are ahead of it: what they took, and their sites within the searched radius. */
export function factsBehind(
  { applicationId, facts }: BatchApplicant,
  ahead: readonly Taker[],
  situation: {
    readonly procedureId: string;
    readonly settledOn: string;
    readonly distances: Distances;
    /** Pools that those served from the queue before the batch have used. */
    readonly served: readonly Draw[];
    /** Queue ahead of it. */
    readonly queues?: readonly Waiting[];
  },
): Facts {
  const { procedureId, settledOn, distances, served, queues = facts.queues } = situation;
  const near = distances.get(applicationId);
  const searchedM = facts.neighbours?.searchedM ?? Number.POSITIVE_INFINITY;
  const sites = ahead.flatMap(({ applicant }) => {
    const apart = near?.get(applicant.applicationId);
    return apart === undefined || apart.distanceM > searchedM ? [] : siteOf(applicant, apart);
  });
  const earlierInBatch = {
    procedureId,
    ...addDraws([...served, ...ahead.flatMap(({ draws }) => draws)]),
    sites,
  };
  const exemptionUses = [
    ...facts.exemptionUses,
    ...ahead.flatMap(({ applicant }) => exemptionUsesOf(applicant, settledOn)),
  ];
  return {
    ...facts,
    applicationId,
    ledgerAsOf: settledOn,
    queues: [...queues],
    exemptionUses,
    earlierInBatch,
  };
}

/** Verified claims of somebody ahead: an exemption that may be used once is used by it. */
function exemptionUsesOf({ application }: BatchApplicant, admittedOn: string): Facts['exemptionUses'] {
  return application.claims
    .filter((claim) => claim.verified)
    .map(({ ground, physician = null }) => ({
      ground,
      physician,
      institution: application.applicant.name,
      admittedOn,
    }));
}

function siteOf({ applicationId, application, facts }: BatchApplicant, { distanceM, walk }: Apart) {
  if (!facts.site) return [];
  const { lon, lat, accuracyM } = facts.site;
  return [
    {
      applicationId,
      name: application.applicant.name,
      kind: application.kind,
      category: application.category ?? null,
      typeNo: facts.type?.typeNo ?? null,
      lon,
      lat,
      accuracyM,
      distanceM,
      ...(walk ? { walk } : {}),
    },
  ];
}

/** Draws added up by resource, as `facts.earlierInBatch` has them. */
function addDraws(draws: readonly Draw[]) {
  const annualPlans: Record<string, number> = {};
  const pools: Record<string, number> = {};
  const places: Record<string, number> = {};
  const freeAdditions: { areaCode: string; category: string }[] = [];
  for (const draw of draws) {
    if (draw.resource === 'free_addition') {
      freeAdditions.push({ areaCode: draw.areaCode, category: draw.category });
      continue;
    }
    const [record, key] =
      draw.resource === 'pool'
        ? [pools, poolKey(draw)]
        : draw.resource === 'place'
          ? [places, `${draw.areaCode}:${draw.pharmacyKind}`]
          : [annualPlans, String(draw.annualPlanId)];
    record[key] = (record[key] ?? 0) + draw.quantity;
  }
  return { annualPlans, pools, places, freeAdditions };
}

/** `poolKind@areaCode` */
export function poolKey({
  poolKind,
  areaCode,
}: {
  readonly poolKind: string;
  readonly areaCode: string;
}): string {
  return `${poolKind}@${areaCode}`;
}

/** Draws of one applicant: two rules that ask for the same place mean one place. */
export function distinctDraws(draws: readonly Draw[]): Draw[] {
  return draws.filter(
    (draw, index) =>
      draw.resource !== 'place' ||
      draws.findIndex((other) => resourceOf(other) === resourceOf(draw)) === index,
  );
}

/** Name of what a draw takes from: two draws of one name compete. */
export function resourceOf(draw: Draw): string {
  switch (draw.resource) {
    case 'pool':
      return poolKey(draw);
    case 'annual_plan':
      return `annual_plan:${draw.annualPlanId}`;
    case 'place':
      return `${draw.areaCode}:${draw.pharmacyKind}`;
    case 'free_addition':
      return `free_addition:${draw.areaCode}`;
  }
}
