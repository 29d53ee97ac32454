import type { Feature, Geometry } from 'geojson';
import { cellsToMultiPolygon, cellToBoundary } from 'h3-js';
import { feature } from '../analysis.ts';
import type { EligibleCell } from './list-eligible-cells.ts';
import { ZONE_STATUSES } from './zone-verdict.ts';

/** A cell with its verdict, why, and the institution that decides or stands nearest. */
export function cellFeature({
  h3,
  lon,
  lat,
  status,
  reasons,
  judged,
}: EligibleCell): Feature<Geometry | null> {
  const [distance] = judged.distance;
  const near = distance?.institution ?? null;
  return feature(
    { type: 'Polygon', coordinates: [cellToBoundary(h3, true)] },
    {
      role: 'cell',
      h3,
      lon,
      lat,
      status,
      street_code: judged.street?.code ?? null,
      street: judged.street?.name ?? null,
      county: judged.county?.name ?? null,
      reasons: reasons.map(({ rule, clause, outcome, status: of, reason }) => ({
        rule,
        clause,
        outcome,
        status: of,
        reason,
      })),
      distance_rule: distance?.rule ?? null,
      distance_outcome: distance?.outcome ?? null,
      measured_m: distance?.measuredM ?? null,
      threshold_m: distance?.thresholdM ?? null,
      nearest: near && {
        institution_id: near.institutionId,
        name: near.name,
        relation: near.relation,
        distance_m: near.distanceM,
        walk_m: near.walkM ?? null,
      },
    },
    h3,
  );
}

/** The cells of each status joined into one polygon; a picture, the cells decide. */
export function zoneFeatures(cells: readonly EligibleCell[]): Feature<Geometry | null>[] {
  return ZONE_STATUSES.flatMap((status) => {
    const own = cells.filter((cell) => cell.status === status).map(({ h3 }) => h3);
    if (own.length === 0) return [];
    const geometry: Geometry = { type: 'MultiPolygon', coordinates: cellsToMultiPolygon(own, true) };
    return [
      feature(
        geometry,
        { role: 'zone', status, cells: own.length, note: 'a picture; the cells decide' },
        `zone-${status}`,
      ),
    ];
  });
}
