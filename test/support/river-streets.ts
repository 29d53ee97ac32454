import type { Database } from '../../api/db/database.ts';
import { project } from './fixtures.ts';
import type { Line } from './walk-fixtures.ts';

export type LonLatPair = readonly [lon: number, lat: number];

/** Two banks 640 m apart, with a street along each and one bridge 270 m to the east: 640 m straight are 1,180 m on foot. */
export interface RiverStreets {
  readonly lines: Line[];
  /** Where the southern street begins. */
  readonly south: LonLatPair;
  /** Straight north of it, across the river. */
  readonly north: LonLatPair;
  /** On the southern street, 200 m east of its beginning. */
  readonly sameStreet: LonLatPair;
}

/** The streets of a town on a river, with its south-western corner at `south`. */
export async function riverStreets(db: Database, south: LonLatPair): Promise<RiverStreets> {
  const north = await project(db, south, 640, 0);
  const southBridge = await project(db, south, 270, 90);
  const northBridge = await project(db, north, 270, 90);
  return {
    lines: [
      [south, southBridge],
      [southBridge, northBridge],
      [northBridge, north],
    ],
    south,
    north,
    sameStreet: await project(db, south, 200, 90),
  };
}
