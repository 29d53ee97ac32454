import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeThreads, threadCount, useThreads } from '../api/compute/run-in-thread.ts';
import { serverDatabase } from '../api/db/connect.ts';
import type { Database } from '../api/db/database.ts';
import type { LonLat } from '../api/geo/lon-lat.ts';
import { openWalkNetwork } from '../api/walking/open-walk-network.ts';
import type { WalkNetwork } from '../api/walking/walk-network.ts';
import { storeCity } from '../test/support/city-streets.ts';
import { type Result, seeded, spread } from './measure.ts';
import {
  boxedDrivingDistances,
  type DrivingDistances,
  drivingDistances,
  nearestDrivingDistances,
  nodesNear,
} from './pgrouting.ts';
import { largeStreets, placesIn, type TiledCity } from './walking-city.ts';
import { benchCoreSearches } from './walking-core.ts';

const CODE = 'bench-walking';
const LIMITS = { limitM: 1250, maxSnapM: 200 };
const INSTITUTIONS = 10_000;
const TYPES = 5;
const CELLS = 120_000;
const ORACLE_SOURCES = 1000;
const QUESTIONS_AT_ONCE = 6;
const MEGABYTE = 1e6;
/** What a search keeps for each node in each thread. */
const BYTES_PER_NODE = 16;

/**
 * The walking network at the size of a large city: loading, all neighbours on foot, coverage, searches on one core and on all,
 * and how free the event loop stays; against pgRouting on the same edges in the same run.
 */
export async function benchWalking(database: Database, url: string): Promise<Result[]> {
  const city = await largeStreets();
  await database.script(`delete from walk_network where code = '${CODE}'`);
  await storeCity(database, city, CODE);
  await database.script('analyze walk_edge; analyze walk_node; create extension if not exists pgrouting');
  const results: Result[] = [];
  try {
    const random = seeded(20_260_703);
    const institutions = placesIn(city, INSTITUTIONS, 1, random);
    const cells = placesIn(city, CELLS, 2, random);
    const sources = await nodesNear(database, institutions);
    const { network, result } = await benchLoad(database, url, city, sources);
    results.push(result);
    results.push(...(await benchNeighbours(database, network, city, institutions, sources)));
    results.push(await benchCoverage(database, network, institutions, cells, sources));
    results.push(await benchAllCores(network, institutions));
    results.push(await benchEventLoop(network, institutions));
  } finally {
    await closeThreads();
    await database.script(`delete from walk_network where code = '${CODE}'`);
  }
  results.push(...(await benchCoreSearches(city)));
  return results;
}

/** From the database to the first answer, three times afresh. */
async function benchLoad(database: Database, url: string, city: TiledCity, sources: readonly number[]) {
  const times: number[] = [];
  let network: WalkNetwork | null = null;
  for (let run = 0; run < 3; run += 1) {
    // A database of its own knows no graph yet.
    const fresh = serverDatabase({ url, poolSize: 1, statementTimeoutMs: 0 });
    const start = performance.now();
    network = await openWalkNetwork(fresh, { network: CODE });
    times.push(performance.now() - start);
    await fresh.close();
  }
  if (!network) throw new Error('the walking network of the benchmark is not there');
  const { ms: pgrMs } = await drivingDistances(database, sources.slice(0, 1), LIMITS.limitM);
  const { median } = spread(times);
  const result: Result = {
    what: `walking network of ${city.directedEdges.toLocaleString('en')} directed edges (${city.name}, tiled): loading, once per version`,
    measured: `${median.toFixed(0)} ms, ${(city.memoryBytes / MEGABYTE).toFixed(0)} MB shared (${(city.packedBytes / MEGABYTE).toFixed(0)} MB stored)`,
    baseline: 'one pgr_drivingDistance of one source, which reads all edges on every call',
    baselineMeasured: `${pgrMs.toFixed(0)} ms`,
    ratio: median / pgrMs,
    note: `lower is better; each thread adds ${((city.packed.nodeCount * BYTES_PER_NODE) / MEGABYTE).toFixed(0)} MB of search memory; wanted: 100 MB, 2 s`,
  };
  return { network, result };
}

/** All institutions of the same type within the limit of each. */
async function benchNeighbours(
  database: Database,
  network: WalkNetwork,
  city: TiledCity,
  institutions: readonly LonLat[],
  sources: readonly number[],
): Promise<Result[]> {
  const kinds = Array.from({ length: TYPES }, (_, type) =>
    institutions.filter((_, at) => at % TYPES === type),
  );
  const neighbours = async () => {
    let found = 0;
    for (const kind of kinds) found += (await network.matrix(kind, kind, LIMITS)).from.length - kind.length;
    return found;
  };
  await neighbours();
  const start = performance.now();
  const found = await neighbours();
  const perSource = ((performance.now() - start) * 1000) / institutions.length;
  const some = sources.slice(0, ORACLE_SOURCES);
  const all = await drivingDistances(database, some, LIMITS.limitM);
  const boxed = await boxedDrivingDistances(database, some, LIMITS.limitM, city.boxDegrees);
  const line = (baseline: string, { ms, nodes }: DrivingDistances): Result => ({
    what: `same-type neighbours of ${institutions.length.toLocaleString('en')} institutions within 15 minutes on foot (1,250 m), many to many, ${threadCount()} threads (${found.toLocaleString('en')} found)`,
    measured: `${perSource.toFixed(0)} µs per institution`,
    baseline: `${baseline} (${nodes.toLocaleString('en')} nodes)`,
    baselineMeasured: `${((ms * 1000) / ORACLE_SOURCES).toFixed(0)} µs per source`,
    ratio: perSource / ((ms * 1000) / ORACLE_SOURCES),
    note: 'lower is better; ours snaps every institution to its street and picks out the neighbours, the baseline starts from nodes and lists nodes',
  });
  return [
    line('pgr_drivingDistance, 1,000 sources in one call on all edges', all),
    line('pgr_drivingDistance, one call per source on the edges in its box (the kinder variant)', boxed),
  ];
}

/** The nearest institution of every cell, in one pass. */
async function benchCoverage(
  database: Database,
  network: WalkNetwork,
  institutions: readonly LonLat[],
  cells: readonly LonLat[],
  sources: readonly number[],
): Promise<Result> {
  const times: number[] = [];
  let covered = 0;
  for (let run = 0; run < 4; run += 1) {
    const start = performance.now();
    const { walkM } = await network.nearest(institutions, cells, LIMITS);
    if (run > 0) times.push(performance.now() - start);
    covered = walkM.reduce((sum, walk) => sum + (Number.isFinite(walk) ? 1 : 0), 0);
  }
  const { ms: pgrMs, nodes } = await nearestDrivingDistances(database, sources, LIMITS.limitM);
  const { median } = spread(times);
  return {
    what: `walking coverage of ${cells.length.toLocaleString('en')} cells by ${institutions.length.toLocaleString('en')} institutions within 1,250 m (${covered.toLocaleString('en')} covered), snapping included`,
    measured: `${median.toFixed(0)} ms`,
    baseline: `one pgr_drivingDistance from a node joined to those of all institutions (${nodes.toLocaleString('en')} nodes)`,
    baselineMeasured: `${pgrMs.toFixed(0)} ms`,
    ratio: median / pgrMs,
    note: 'lower is better; ours snaps 130,000 points and answers per cell, the baseline answers per node',
  };
}

/** The same searches on one thread and on all. */
async function benchAllCores(network: WalkNetwork, institutions: readonly LonLat[]): Promise<Result> {
  const threads = threadCount();
  const atOnce = async (count: number) => {
    await Promise.all(
      Array.from({ length: count }, () => network.matrix(institutions, institutions, LIMITS)),
    );
    return count * institutions.length;
  };
  const perSecond = async () => {
    await atOnce(1);
    const start = performance.now();
    return (await atOnce(QUESTIONS_AT_ONCE)) / ((performance.now() - start) / 1000);
  };
  const all = await perSecond();
  useThreads(1);
  await closeThreads();
  const one = await perSecond();
  useThreads(undefined);
  await closeThreads();
  return {
    what: `searches of 1,250 m to all of ${institutions.length.toLocaleString('en')} institutions, snapping and answer included, ${QUESTIONS_AT_ONCE} such questions at once`,
    measured: `${all.toFixed(0)} per second on ${threads} threads`,
    baseline: 'the same on one thread',
    baselineMeasured: `${one.toFixed(0)} per second`,
    ratio: all / one,
    note: 'higher is better; one core is left to the event loop',
  };
}

/** How long the event loop is held up while threads search. */
async function benchEventLoop(network: WalkNetwork, institutions: readonly LonLat[]): Promise<Result> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await sleep(2000);
  const idle = delay.percentile(99) / MEGABYTE;
  delay.disable();
  delay.reset();
  delay.enable();
  const start = performance.now();
  await network.matrix(institutions, institutions, { ...LIMITS, limitM: 4000 });
  const seconds = (performance.now() - start) / 1000;
  delay.disable();
  const busy = delay.percentile(99) / MEGABYTE;
  return {
    what: `event-loop delay of the service while threads search ${institutions.length.toLocaleString('en')} × ${institutions.length.toLocaleString('en')} within 4,000 m for ${seconds.toFixed(1)} s`,
    measured: `p99 ${busy.toFixed(1)} ms (longest ${(delay.max / MEGABYTE).toFixed(1)} ms)`,
    baseline: 'the same clock with nothing to do',
    baselineMeasured: `p99 ${idle.toFixed(1)} ms`,
    ratio: busy / idle,
    note: 'lower is better; the clock ticks every 5 ms',
  };
}
