import { runInThread } from '../compute/run-in-thread.ts';
import type { LonLat } from '../geo/lon-lat.ts';
import { joinMatrices } from '../network/search/growing-matrix.ts';
import { matrixTask, tooManyEntries } from '../network/search/matrix-task.ts';
import { nearestTask } from '../network/search/nearest-task.ts';
import { groupPairs, pairsTask } from '../network/search/pairs-task.ts';
import { newPlaces, type Places, type PositionNumbers, snapMetres } from '../network/search/places.ts';
import { snapTask } from '../network/search/snap-task.ts';
import type { GraphHandle } from '../network/search/thread-graphs.ts';
import { runHere, runParts, splitWork } from './split-work.ts';
import type { LongRun, NearestWalks, PairWalks, WalkLimits, WalkMatrix } from './walk-network.ts';

/** What a thread is asked at least: less than this is done sooner than it is handed over. */
const LEAST_POINTS = 500;
const LEAST_SEARCHES = 16;
/** Square kilometres of searches that are run at once on the caller's thread: a few milliseconds in a dense city. */
const HERE_KM2 = 20;
/** Entries of a matrix at most: some 500 MB. */
const MAX_ENTRIES = 30_000_000;
/** Share of the work that snapping is taken for, in progress. */
const SNAP_SHARE = 0.2;

/** Snaps many points, in threads when they are many. */
export async function snapMany(
  graphs: readonly GraphHandle[],
  points: readonly LonLat[],
  maxSnapM: number,
  numbers: PositionNumbers,
  run: LongRun,
): Promise<Places> {
  const places = newPlaces(points.length);
  const lon = new Float64Array(new SharedArrayBuffer(8 * points.length));
  const lat = new Float64Array(new SharedArrayBuffer(8 * points.length));
  for (const [index, point] of points.entries()) {
    lon[index] = point.lon;
    lat[index] = point.lat;
    places.position[index] = numbers.of(point);
  }
  const task = { graphs, lon, lat, maxSnapM, places };
  if (points.length <= LEAST_POINTS) runHere(snapTask, { ...task, from: 0, to: points.length }, run);
  else
    await runParts(
      splitWork(points.length, LEAST_POINTS),
      (part, options) => runInThread('walk-snap', { ...task, ...part }, options),
      run,
    );
  return places;
}

/** The walks of all origins to all destinations within the limit. Throws ResultTooLargeError beyond 30 million of them. */
export async function searchMatrix(
  graphs: readonly GraphHandle[],
  origins: Places,
  destinations: Places,
  limitM: number,
  run: LongRun,
): Promise<WalkMatrix> {
  const task = { graphs, origins, destinations, limitM, maxEntries: MAX_ENTRIES };
  let entries = 0;
  const count = origins.edge.length;
  const matrices = isSmall(count, limitM)
    ? [runHere(matrixTask, { ...task, from: 0, to: count }, run)]
    : await runParts(
        splitWork(count, LEAST_SEARCHES),
        async (part, options) => {
          const matrix = await runInThread('walk-matrix', { ...task, ...part }, options);
          entries += matrix.from.length;
          if (entries > MAX_ENTRIES) throw tooManyEntries(MAX_ENTRIES);
          return matrix;
        },
        run,
      );
  return {
    ...joinMatrices(matrices),
    originSnapM: snapMetres(origins),
    destinationSnapM: snapMetres(destinations),
  };
}

/** The nearest source of each target; one pass for all, so in one thread. */
export async function searchNearestOf(
  graphs: readonly GraphHandle[],
  sources: Places,
  targets: Places,
  offsetUm: Float64Array,
  { limitM }: WalkLimits,
  run: LongRun,
): Promise<NearestWalks> {
  const task = { graphs, sources, offsetUm, targets, limitM };
  const nearest =
    isSmall(sources.edge.length, limitM) && targets.edge.length <= LEAST_POINTS
      ? runHere(nearestTask, task, run)
      : await runInThread('walk-nearest', task, run);
  return { ...nearest, targetSnapM: snapMetres(targets), sourceSnapM: snapMetres(sources) };
}

/** The walk of each pair. */
export async function searchPairs(
  graphs: readonly GraphHandle[],
  places: Places,
  pairs: { readonly a: Int32Array; readonly b: Int32Array },
  limitM: number,
  run: LongRun,
): Promise<PairWalks> {
  const { order, ...groups } = groupPairs(places.edge.length, pairs);
  const task = { graphs, places, ...groups, limitM };
  const count = groups.origin.length;
  const parts = isSmall(count, limitM)
    ? [runHere(pairsTask, { ...task, from: 0, to: count }, run)]
    : await runParts(
        splitWork(count, LEAST_SEARCHES),
        (part, options) => runInThread('walk-pairs', { ...task, ...part }, options),
        run,
      );
  const walkM = new Float64Array(order.length);
  let place = 0;
  for (const part of parts)
    for (const walk of part) {
      walkM[order[place]!] = walk;
      place += 1;
    }
  return { walkM, snapM: snapMetres(places) };
}

/** The two halves of a run: progress of the first counts little. */
export function halves({ signal, onProgress }: LongRun): { snapping: LongRun; searching: LongRun } {
  return {
    snapping: { signal, onProgress: (done) => onProgress?.(done * SNAP_SHARE) },
    searching: { signal, onProgress: (done) => onProgress?.(SNAP_SHARE + done * (1 - SNAP_SHARE)) },
  };
}

function isSmall(searches: number, limitM: number): boolean {
  return searches * (limitM / 1000) ** 2 <= HERE_KM2;
}
