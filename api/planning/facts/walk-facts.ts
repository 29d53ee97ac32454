import type { Database } from '../../db/database.ts';
import { distanceVerdict } from '../../policy/distance-verdict.ts';
import type { Facts } from '../../policy/facts.ts';
import type { WalkTo } from '../../policy/facts-of-walks.ts';
import { openWalkNetwork } from '../../walking/open-walk-network.ts';
import type { NetworkVersion, Walk, WalkLimits, WalkNetwork } from '../../walking/walk-network.ts';
import type { FactsQuestion } from './facts-question.ts';
import { uncoveredResidents } from './uncovered-residents.ts';
import type { WalkSite } from './walk-site.ts';
import { type WalkingDemand, walkingDemand } from './walking-rules.ts';

/** Positions less exact than this widen the search no further: such a walk decides nothing near the limit anyway. Metres. */
const WIDEST_BAND_M = 1000;
/** Farthest search in metres, whatever the limits. */
const FARTHEST_M = 20_000;

export interface Walked {
  readonly walk: NonNullable<Facts['walk']>;
  readonly isSynthetic: boolean;
}

/**
 * The walks from the site to every neighbour that the straight line does not rule out, on the active networks. Null where no
 * rule about walks concerns the application, or no network is loaded. One statement, and one more where residents are counted.
 */
export async function walkFacts(
  db: Database,
  question: FactsQuestion,
  found: WalkSite,
): Promise<Walked | null> {
  const demand = walkingDemand(question.plan, question.application);
  if (!demand) return null;
  const network = await openWalkNetwork(db, {});
  if (!network) return null;
  const { site, neighbours } = found;
  const snap = network.snap(site, demand.maxSnapM);
  const version = network.versions.find((one) => one.networkId === snap?.networkId);
  const walk = {
    networkVersion: version ? describeVersion(version) : network.versions.map(describeVersion).join('; '),
    ...(version ? { networkCode: version.code } : {}),
    speedKmh: demand.speedKmh,
    siteSnapped: snap !== null,
    ...(snap ? { siteSnapM: snap.snapM } : {}),
    reached: snap ? walksToNeighbours(network, site, neighbours, demand) : [],
    uncoveredInsured: null,
  };
  const residents =
    snap && demand.countsUncovered
      ? await uncoveredResidents(db, network, question, { ...found, demand })
      : null;
  const isSynthetic = version ? version.isSynthetic : network.versions.some((one) => one.isSynthetic);
  return {
    walk: residents ? { ...walk, uncoveredResidents: residents.counted } : walk,
    isSynthetic: isSynthetic || (residents?.isSynthetic ?? false),
  };
}

/** Walks to the neighbours that a straight line does not rule out, in their order. */
export function walksToNeighbours(
  network: WalkNetwork,
  site: WalkSite['site'],
  neighbours: WalkSite['neighbours'],
  demand: WalkingDemand,
): NonNullable<Facts['walk']>['reached'] {
  const near = neighbours.filter(
    ({ distanceM, accuracyM }) =>
      distanceVerdict(distanceM, demand.clearM, site.accuracyM + accuracyM) !== 'beyond',
  );
  const limits = walkLimits(demand, [site, ...near]);
  return network
    .walksFrom(site, near, limits)
    .map((walk, index) => ({ institutionId: near[index]?.institutionId ?? 0, ...walkTo(walk, limits) }));
}

/** How far to search, so that a walk which is not found lies beyond the limit of the rules and the accuracy of both ends. */
export function walkLimits(
  { clearM, searchedM, maxSnapM }: WalkingDemand,
  [site, ...others]: readonly [{ readonly accuracyM: number }, ...{ readonly accuracyM: number }[]],
): WalkLimits {
  const widest = others.reduce((most, { accuracyM }) => Math.max(most, accuracyM), 0);
  const bandM = Math.min(site.accuracyM + widest, WIDEST_BAND_M);
  return { limitM: Math.min(Math.max(searchedM, clearM + bandM), FARTHEST_M), maxSnapM };
}

/** A walk as the facts have it. */
export function walkTo(walk: Walk, { limitM }: WalkLimits): WalkTo {
  const snapM = walk.endSnapM === null ? {} : { snapM: walk.endSnapM };
  if (walk.status === 'reached') return { walkM: walk.walkM, snapped: true, ...snapM };
  if (walk.status === 'beyond') return { walkM: null, snapped: true, ...snapM, beyondM: limitM };
  return { walkM: null, snapped: walk.endSnapM !== null, ...snapM };
}

/** Code, source and date of a version, as answers name it. */
export function describeVersion({ code, source, sourceDate }: NetworkVersion): string {
  return `${code} (${source}, ${sourceDate})`;
}
