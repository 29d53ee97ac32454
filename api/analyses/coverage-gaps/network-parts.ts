import type { LonLat } from '../../geo/lon-lat.ts';
import type { LongRun, WalkNetwork } from '../../walking/walk-network.ts';

/** Long enough to be a limit, too short to search: only whether a path is known is asked. */
const NO_DISTANCE_M = 0.001;

/**
 * Which points a path joins: the same number = joined, -1 = the point is not snapped. One point at a time is paired with all that
 * have no number yet, so that the work is as many passes as there are parts of the network with points on them; `first` is
 * paired first and should stand on the greatest part.
 */
export async function networkPartsOf(
  network: WalkNetwork,
  points: readonly LonLat[],
  maxSnapM: number,
  first: number,
  run: LongRun = {},
): Promise<Int32Array> {
  const part = new Int32Array(points.length).fill(-1);
  let remaining = [first, ...points.keys()].filter((point, place) => place === 0 || point !== first);
  let number = 0;
  while (remaining.length > 0) {
    const [representative = 0, ...others] = remaining;
    const asked = [representative, representative, ...others].map((index) => points[index] as LonLat);
    // The first pair is the point with itself: it tells whether the point is snapped at all.
    const { walkM } = await network.pairs(
      asked,
      {
        a: new Int32Array(asked.length - 1),
        b: Int32Array.from({ length: asked.length - 1 }, (_, place) => place + 1),
      },
      { limitM: NO_DISTANCE_M, maxSnapM },
      run,
    );
    const isSnapped = !Number.isNaN(walkM[0]);
    remaining = others.filter((index, place) => {
      if (!isSnapped) return true;
      const metres = walkM[place + 1] as number;
      if (Number.isNaN(metres)) return false;
      if (metres === -1) return true;
      part[index] = number;
      return false;
    });
    if (!isSnapped) continue;
    part[representative] = number;
    number += 1;
  }
  return part;
}
