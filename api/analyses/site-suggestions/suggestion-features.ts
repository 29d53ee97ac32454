import type { Feature, Geometry } from 'geojson';
import type { Database } from '../../db/database.ts';
import type { RankedSite } from '../../siting/rank-sites.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import { feature } from '../analysis.ts';
import { type Metric, walkSeconds } from '../metric-input.ts';
import type { AreaNames } from '../points/area-names.ts';
import type { DesignatedPoint } from '../points/designated-points.ts';
import { straightMatrix } from '../points/straight-matrix.ts';
import type { Candidate } from './candidate.ts';

/** Existing institutions are looked for up to so many limits away. */
export const SHOWN_LIMITS = 5;

/** One point for each suggestion, best first, with what it adds to those before it and how far the nearest institutions are. */
export async function suggestionFeatures(
  {
    db,
    signal,
    network,
    metric,
  }: { db: Database; signal: AbortSignal; network: WalkNetwork | null; metric: Metric },
  ranked: readonly RankedSite[],
  candidates: readonly Candidate[],
  institutions: readonly DesignatedPoint[],
  names: AreaNames,
): Promise<Feature<Geometry | null>[]> {
  const sites = ranked.map(({ candidate }) => candidates[candidate]!);
  const limitM = SHOWN_LIMITS * metric.limitM;
  const toExisting = nearestOf(
    await straightMatrix(db, sites, institutions, limitM, { signal }),
    sites.length,
  );
  const together = await straightMatrix(db, sites, sites, limitM, { signal });
  const toOther = nearestOf(
    without(together, (from, to) => from === to),
    sites.length,
  );
  const walks =
    network && metric.metric === 'walk'
      ? await network.nearest(institutions, sites, { limitM, maxSnapM: metric.maxSnapM }, { signal })
      : null;
  return ranked.map((site, index) => {
    const { id, h3, lon, lat, street_id, county_id, plan } = sites[index]!;
    const nearest = toExisting[index];
    const existing = nearest ? institutions[nearest.to] : undefined;
    const walkM = walks?.walkM[index];
    const reached = walkM !== undefined && Number.isFinite(walkM) ? walkM : null;
    const walkedTo = reached === null ? undefined : institutions[walks?.source[index] ?? -1];
    return feature(
      { type: 'Point', coordinates: [lon, lat] },
      {
        role: 'suggestion',
        rank: index + 1,
        id,
        h3,
        residents_newly_covered: site.covered,
        residents_newly_backed_up: site.backedUp,
        residents_within_limit: site.reached,
        saved_resident_m: site.savedM > 0 ? site.savedM : null,
        nearest_existing_m: nearest?.distanceM ?? null,
        nearest_existing: existing ? { institution_id: existing.institution_id, name: existing.name } : null,
        ...(metric.metric === 'walk'
          ? {
              nearest_existing_walk_m: reached,
              nearest_existing_walk_s: reached === null ? null : walkSeconds(reached, metric.speedKmh),
              nearest_existing_on_foot: walkedTo
                ? { institution_id: walkedTo.institution_id, name: walkedTo.name }
                : null,
            }
          : {}),
        nearest_suggestion_m: toOther[index]?.distanceM ?? null,
        street: street_id === null ? null : (names.get(street_id)?.name ?? null),
        county: county_id === null ? null : (names.get(county_id)?.name ?? null),
        ...(plan ? { plan } : {}),
        note: { zh: '建议，不是决定', en: 'a suggestion, not a decision' },
      },
      id,
    );
  });
}

interface Pairs {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly distanceM: ArrayLike<number>;
}

/** The nearest destination of each origin; ties go to the lower index. */
function nearestOf(pairs: Pairs, origins: number): ({ to: number; distanceM: number } | undefined)[] {
  const nearest: ({ to: number; distanceM: number } | undefined)[] = Array.from({ length: origins });
  for (let pair = 0; pair < pairs.from.length; pair += 1) {
    const origin = pairs.from[pair]!;
    const distanceM = pairs.distanceM[pair]!;
    if (distanceM < (nearest[origin]?.distanceM ?? Infinity))
      nearest[origin] = { to: pairs.to[pair]!, distanceM };
  }
  return nearest;
}

function without(pairs: Pairs, drop: (from: number, to: number) => boolean): Pairs {
  const kept = Array.from(pairs.from, (_, pair) => pair).filter(
    (pair) => !drop(pairs.from[pair]!, pairs.to[pair]!),
  );
  return {
    from: kept.map((pair) => pairs.from[pair]!),
    to: kept.map((pair) => pairs.to[pair]!),
    distanceM: kept.map((pair) => pairs.distanceM[pair]!),
  };
}
