import type { LonLat } from '../../geo/lon-lat.ts';
import { describeVersion, walkLimits } from '../../planning/facts/walk-facts.ts';
import type { WalkingDemand } from '../../planning/facts/walking-rules.ts';
import { distanceVerdict } from '../../policy/distance-verdict.ts';
import type { Facts, NeighbourFact } from '../../policy/facts.ts';
import type { WalkTo } from '../../policy/facts-of-walks.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';

type Walk = NonNullable<Facts['walk']>;

/** A network as the facts name it. */
export interface NamedNetwork {
  readonly network: WalkNetwork;
  readonly demand: WalkingDemand;
}

/**
 * The walks of each site as an assessment of it finds them: to every neighbour that the straight line does not rule out. Searched
 * is only as far as rules decide, so that a walk a little beyond the limit is told as "longer" and not in metres.
 */
export async function walksOfSites(
  { network, demand }: NamedNetwork,
  sites: readonly LonLat[],
  neighbours: readonly (readonly NeighbourFact[])[],
  signal: AbortSignal,
): Promise<Walk[]> {
  const points: LonLat[] = [...sites];
  const places = new Map<number, number>();
  const near = neighbours.map((listed) =>
    listed.filter(
      ({ distanceM, accuracyM }) => distanceVerdict(distanceM, demand.clearM, accuracyM) !== 'beyond',
    ),
  );
  const a: number[] = [];
  const b: number[] = [];
  for (const [site, some] of near.entries())
    for (const neighbour of some) {
      const place = places.get(neighbour.institutionId) ?? points.push(neighbour) - 1;
      places.set(neighbour.institutionId, place);
      a.push(site);
      b.push(place);
    }
  const limits = walkLimits({ ...demand, searchedM: demand.clearM }, [{ accuracyM: 0 }, ...near.flat()]);
  const pairs = { a: Int32Array.from(a), b: Int32Array.from(b) };
  const { walkM, snapM } = await network.pairs(points, pairs, limits, { signal });
  const networkVersion = network.versions.map(describeVersion).join('; ');
  let pair = 0;
  return near.map((some, site) => {
    const siteSnapM = snapM[site] ?? Number.NaN;
    const isSnapped = !Number.isNaN(siteSnapM);
    const reached = some.map(({ institutionId }) => {
      const place = places.get(institutionId) ?? -1;
      const walk = walkTo(walkM[pair] ?? Number.NaN, snapM[place] ?? Number.NaN, limits.limitM);
      pair += 1;
      return { institutionId, ...walk };
    });
    return {
      networkVersion,
      speedKmh: demand.speedKmh,
      siteSnapped: isSnapped,
      ...(isSnapped ? { siteSnapM } : {}),
      reached: isSnapped ? reached : [],
      uncoveredInsured: null,
    };
  });
}

/** As `PairWalks` tells it: NaN = not snapped, -1 = no path, Infinity = longer than was searched. */
function walkTo(walkM: number, snapM: number, limitM: number): WalkTo {
  if (Number.isNaN(snapM)) return { walkM: null, snapped: false };
  if (Number.isFinite(walkM) && walkM >= 0) return { walkM, snapped: true, snapM };
  if (walkM === Number.POSITIVE_INFINITY) return { walkM: null, snapped: true, snapM, beyondM: limitM };
  return { walkM: null, snapped: true, snapM };
}
