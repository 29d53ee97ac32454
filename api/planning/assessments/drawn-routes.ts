import type { LineString } from 'geojson';
import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import type { Facts } from '../../policy/facts.ts';
import type { AssessmentResult } from '../../policy/finding.ts';
import { openWalkNetwork } from '../../walking/open-walk-network.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import { listEvidencePoints } from './evidence-points.ts';

/** The path to an institution as drawn: [longitude, latitude], ways to and from the network included; metres. */
export interface DrawnRoute {
  readonly institutionId: number;
  readonly walkM: number;
  readonly startSnapM: number;
  readonly endSnapM: number;
  readonly line: LineString;
}

/** Paths drawn at most, nearest first. */
const MOST_DRAWN = 50;
/** The longest way to the network that any rule may allow, in metres; whether it was too long is decided. */
const MOST_SNAP_M = 2_000;

/**
 * The paths to the institutions that the findings rest on. What was walked is stored with the assessment; the lines are not, like
 * the circle: they are drawn from the version of the network that was walked on. Where that version is gone, or gives another
 * length, none is drawn.
 */
export async function drawRoutes(
  db: Database,
  { facts: { site, walk }, result }: { readonly facts: Facts; readonly result: AssessmentResult },
): Promise<DrawnRoute[]> {
  const walked = listEvidencePoints(result).filter((point) => point.walkM !== undefined);
  if (!site || walk?.networkCode === undefined || walked.length === 0) return [];
  const network = await findNetwork(db, walk.networkCode);
  if (!network) return [];
  return walked
    .toSorted((a, b) => (a.walkM ?? 0) - (b.walkM ?? 0))
    .slice(0, MOST_DRAWN)
    .flatMap(({ institutionId, lon, lat, walkM = 0 }) => {
      if (institutionId === null || lon === null || lat === null) return [];
      const route = network.route(site, { lon, lat }, { limitM: walkM, maxSnapM: MOST_SNAP_M });
      if (!route || Math.round(route.walkM * 1000) !== Math.round(walkM * 1000)) return [];
      const { startSnapM, endSnapM, line } = route;
      return [
        { institutionId, walkM, startSnapM, endSnapM, line: { type: 'LineString', coordinates: line } },
      ];
    });
}

async function findNetwork(db: Database, code: string): Promise<WalkNetwork | null> {
  try {
    return await openWalkNetwork(db, { network: code });
  } catch (error) {
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}
