import { setImmediate as pause } from 'node:timers/promises';
import type { Feature, Geometry } from 'geojson';
import { cellRing, joinCells } from '../../geo/cell-outlines.ts';
import { feature } from '../analysis.ts';
import { CELLS_PICTURE_NOTE } from '../answer-notes.ts';
import { cellsByStreet, type EligibleCell } from './list-eligible-cells.ts';
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
    { type: 'Polygon', coordinates: [cellRing(h3)] },
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

/**
 * The cells of each street and status joined into one polygon; a picture, the cells decide. Joining is slow, so that others get
 * their turn between two streets.
 */
export async function zoneFeatures(
  cells: readonly EligibleCell[],
  signal: AbortSignal,
): Promise<Feature<Geometry | null>[]> {
  const features: Feature<Geometry | null>[] = [];
  for (const [key, ofStreet] of cellsByStreet(cells))
    for (const status of ZONE_STATUSES) {
      const own = ofStreet.filter((cell) => cell.status === status);
      const [first] = own;
      if (!first) continue;
      await pause(undefined, { signal });
      const polygons = joinCells(own.map(({ h3 }) => h3));
      const { street, county } = first.judged;
      features.push(
        feature(
          { type: 'MultiPolygon', coordinates: polygons },
          {
            role: 'zone',
            status,
            street_code: street?.code ?? null,
            street: street?.name ?? null,
            county: county?.name ?? null,
            cells: own.length,
            rules: [...new Set(own.flatMap(({ reasons }) => reasons.map(({ rule }) => rule)))].sort(),
            note: CELLS_PICTURE_NOTE,
          },
          `zone-${key}-${status}`,
        ),
      );
    }
  return features;
}
