import { InvalidInputError } from '../../errors.ts';
import type { LongRun, WalkMatrix, WalkNetwork } from '../../walking/walk-network.ts';
import { SYNTHETIC_WARNING } from '../answer-notes.ts';
import { type Metric, resolveMetric, walkSeconds } from '../metric-input.ts';
import {
  getNetwork,
  hasSyntheticVersion,
  namedVersions,
  type OpenNetwork,
} from '../on-foot/network-of-question.ts';
import { type MatrixPoint, type ReadPoint, readPoints } from './read-points.ts';
import type { WalkMatrixInput } from './walk-matrix-input.ts';

type WalkMetric = Extract<Metric, { metric: 'walk' }>;
type PlacedPoint = Extract<MatrixPoint, { at: unknown }>;

/** A line of the answer; `line` says which: header, destination, origin, end. */
export type MatrixLine = { readonly line: 'header' | 'destination' | 'origin' | 'end' } & Record<
  string,
  unknown
>;

export interface MatrixTools {
  readonly openNetwork: OpenNetwork;
  readonly readPoint: ReadPoint;
  /** What a line says of an error. */
  readonly describeError: (error: unknown) => unknown;
}

/** Entries that one chunk of origins may have at most, whatever is reached: they are held in memory together. */
const MAX_CHUNK_ENTRIES = 2_000_000;
const MAX_CHUNK = 1_000;

/**
 * All walks of the origins to the destinations within the limit, line by line: a header, the destinations, the origins in their
 * order, an end. A bad point is an error of its line. Throws InvalidInputError before the first line (limits, no network).
 */
export async function* walkMatrix(
  input: WalkMatrixInput,
  tools: MatrixTools,
  run: LongRun,
): AsyncGenerator<MatrixLine> {
  const { origins: _origins, destinations: _destinations, ...limits } = input;
  const metric = resolveMetric({ ...limits, metric: 'walk' }) as WalkMetric;
  const network = await getNetwork(tools.openNetwork, metric.network, 'network');
  const origins = readPoints(input.origins, tools.readPoint, false);
  const destinations = readPoints(input.destinations, tools.readPoint, true);
  yield header(network, metric, origins.length, destinations.length);
  const placed = destinations.filter((point) => 'at' in point);
  const chunk = Math.max(1, Math.min(MAX_CHUNK, Math.floor(MAX_CHUNK_ENTRIES / Math.max(1, placed.length))));
  let pairs = 0;
  const errors = { origins: 0, destinations: 0 };
  for (let from = 0; from < origins.length; from += chunk) {
    run.signal?.throwIfAborted();
    const some = origins.slice(from, from + chunk);
    const starts = some.filter((point) => 'at' in point);
    const matrix = await network.matrix(
      starts.map(({ at }) => at),
      placed.map(({ at }) => at),
      { limitM: metric.limitM, maxSnapM: metric.maxSnapM },
      {
        ...run,
        onProgress: (done) => run.onProgress?.((from + done * some.length) / origins.length),
      },
    );
    if (from === 0)
      for (const line of destinationLines(destinations, matrix, metric, tools)) {
        if ('error' in line) errors.destinations += 1;
        yield line;
      }
    for (const line of originLines(some, placed, matrix, metric, tools)) {
      if ('error' in line) errors.origins += 1;
      else pairs += (line.reached as unknown[]).length;
      yield line;
    }
  }
  yield {
    line: 'end',
    origins: origins.length,
    destinations: destinations.length,
    reached: pairs,
    origin_errors: errors.origins,
    destination_errors: errors.destinations,
  };
}

function header(network: WalkNetwork, metric: WalkMetric, origins: number, destinations: number): MatrixLine {
  const isSynthetic = hasSyntheticVersion(network);
  return {
    line: 'header',
    origins,
    destinations,
    parameters: {
      max_walk_m: metric.limitM,
      minutes: metric.minutes,
      speed_kmh: metric.speedKmh,
      max_snap_m: metric.maxSnapM,
      network: metric.network ?? null,
    },
    dataVersions: { walking_network: namedVersions(network) },
    rule: {
      zh: '距离为沿步行网络的米数，含两端到路网的距离，等于限值视为在内；未列出的目的地步行超过限值，或没有已知路径，或距路网过远（见其所在行）。',
      en: 'Metres along the walking network, the ways to and from it included; the limit itself is within. A destination that is not listed is farther on foot, or no path to it is known, or it is too far from the network (see its line).',
    },
    warnings: isSynthetic ? [SYNTHETIC_WARNING] : [],
    isSynthetic,
  };
}

function* destinationLines(
  points: readonly MatrixPoint[],
  matrix: WalkMatrix,
  { maxSnapM }: WalkMetric,
  tools: MatrixTools,
): Generator<MatrixLine> {
  let place = 0;
  for (const point of points) {
    const start = { line: 'destination' as const, destination: point.id, index: point.index };
    if ('error' in point) yield { ...start, error: tools.describeError(point.error) };
    else {
      const snapM = matrix.destinationSnapM[place]!;
      place += 1;
      yield { ...start, ...describeSnap(snapM, maxSnapM, tools) };
    }
  }
}

function* originLines(
  points: readonly MatrixPoint[],
  destinations: readonly PlacedPoint[],
  matrix: WalkMatrix,
  { maxSnapM, speedKmh }: WalkMetric,
  tools: MatrixTools,
): Generator<MatrixLine> {
  let place = 0;
  let entry = 0;
  for (const point of points) {
    const start = { line: 'origin' as const, origin: point.id, index: point.index };
    if ('error' in point) {
      yield { ...start, error: tools.describeError(point.error) };
      continue;
    }
    const reached: { destination: PlacedPoint['id']; walk_m: number; walk_s: number }[] = [];
    for (; entry < matrix.from.length && matrix.from[entry] === place; entry += 1) {
      const walkM = matrix.distanceM[entry]!;
      reached.push({
        destination: destinations[matrix.to[entry]!]!.id,
        walk_m: walkM,
        walk_s: walkSeconds(walkM, speedKmh),
      });
    }
    const snap = describeSnap(matrix.originSnapM[place]!, maxSnapM, tools);
    place += 1;
    yield 'error' in snap ? { ...start, ...snap } : { ...start, ...snap, reached };
  }
}

/** How far a point is from the network; a point that is too far has an error and no walks. */
function describeSnap(snapM: number, maxSnapM: number, { describeError }: MatrixTools) {
  if (!Number.isNaN(snapM)) return { snap_m: Math.round(snapM * 1000) / 1000 };
  const error = new InvalidInputError([
    {
      field: 'lon, lat',
      reason: `more than ${maxSnapM} m from the walking network: nothing can be said of walks`,
      allowed: 'a point nearer to a street, or a greater maxSnapM',
    },
  ]);
  return { snap_m: null, error: describeError(error) };
}
