import type { SitingProblem } from '../api/siting/siting-problem.ts';
import { solveSiting } from '../api/siting/solve-siting.ts';
import { type Result, seeded, spread, timeRuns } from './measure.ts';

const RUNS = 3;
const TIME_LIMIT_S = 120;

/**
 * Siting on a synthetic city of 30 km × 30 km: maximal covering of 5,000 cells by 20 of 500 candidates within 1,500 m, exact,
 * against the same solver without dominance and bounds; and how near greedy and exchange come without a solver.
 */
export async function benchSiting(): Promise<Result[]> {
  const problem = syntheticCity({
    candidates: 500,
    clients: 5_000,
    sideM: 30_000,
    limitM: 1_500,
    p: 20,
    seed: 4,
  });
  const exactly = { maxEntries: 2_000_000, timeLimitS: TIME_LIMIT_S };
  const withEffort = (effort: SitingProblem['effort']) => () => solveSiting({ ...problem, effort });
  const exact = await timeRuns(RUNS, withEffort(exactly));
  const plain = await timeRuns(RUNS, withEffort({ ...exactly, reduce: false }));
  const greedy = await timeRuns(RUNS, withEffort({ ...exactly, maxEntries: 0 }));
  const best = await withEffort(exactly)();
  const near = await withEffort({ ...exactly, maxEntries: 0 })();
  const large = syntheticCity({
    candidates: 5_000,
    clients: 50_000,
    sideM: 60_000,
    limitM: 1_500,
    p: 100,
    seed: 5,
  });
  const start = performance.now();
  const beyond = await solveSiting({ ...large, effort: { maxEntries: 0, timeLimitS: TIME_LIMIT_S } });
  const largeMs = spread([performance.now() - start]).median;
  const share = (part: number | null, whole: number | null) => (part ?? 0) / (whole ?? Number.NaN);
  return [
    {
      what: `Maximal covering, 500 candidates × 5,000 cells, p = 20: ${best.status}, ${best.size.reducedCandidates} candidates left`,
      measured: `${Math.round(exact.median)} ms`,
      baseline: 'HiGHS without dominance reduction and bounds',
      baselineMeasured: `${Math.round(plain.median)} ms`,
      ratio: exact.median / plain.median,
      note: 'lower is better',
    },
    {
      what: 'The same by greedy and exchange with a Lagrangian bound, time',
      measured: `${Math.round(greedy.median)} ms`,
      baseline: 'exact',
      baselineMeasured: `${Math.round(exact.median)} ms`,
      ratio: greedy.median / exact.median,
      note: 'lower is better',
    },
    {
      what: `The same, residents covered (its own gap says at most ${percent(near.gap)})`,
      measured: `${Math.round(near.objective ?? 0)}`,
      baseline: 'exact',
      baselineMeasured: `${Math.round(best.objective ?? 0)}`,
      ratio: share(near.objective, best.objective),
      note: '1 is the optimum',
    },
    {
      what: `Maximal covering, 5,000 candidates × 50,000 cells, p = 100, beyond the size limit (${Math.round(largeMs)} ms)`,
      measured: `${Math.round(beyond.objective ?? 0)}`,
      baseline: 'proven upper bound',
      baselineMeasured: `${Math.round(beyond.bound ?? 0)}`,
      ratio: share(beyond.objective, beyond.bound),
      note: '1 is the optimum',
    },
  ];
}

interface City {
  readonly candidates: number;
  readonly clients: number;
  readonly sideM: number;
  readonly limitM: number;
  readonly p: number;
  readonly seed: number;
}

/** Residents thin out from the centre; candidates stand anywhere; a quarter of the cells is covered already. */
function syntheticCity({ candidates, clients, sideM, limitM, p, seed }: City): Omit<SitingProblem, 'effort'> {
  const random = seeded(seed);
  const point = () => ({ x: random() * sideM, y: random() * sideM });
  const sites = Array.from({ length: candidates }, point);
  const cells = Array.from({ length: clients }, point);
  const from: number[] = [];
  const to: number[] = [];
  const distanceM: number[] = [];
  sites.forEach((site, origin) => {
    cells.forEach((cell, destination) => {
      const distance = Math.hypot(site.x - cell.x, site.y - cell.y);
      if (distance > limitM) return;
      from.push(origin);
      to.push(destination);
      distanceM.push(Math.round(distance * 1000) / 1000);
    });
  });
  const centre = sideM / 2;
  return {
    model: 'mclp',
    candidates,
    clients,
    reach: { from: Int32Array.from(from), to: Int32Array.from(to), distanceM: Float64Array.from(distanceM) },
    weights: Float64Array.from(cells, ({ x, y }) =>
      Math.max(1, Math.round((3_000 * random()) / (1 + Math.hypot(x - centre, y - centre) / 5_000))),
    ),
    existingCover: Uint8Array.from(cells, () => (random() < 0.25 ? 1 : 0)),
    p,
  };
}

function percent(gap: number | null): string {
  return gap === null ? 'unknown' : `${(gap * 100).toFixed(2)} %`;
}
