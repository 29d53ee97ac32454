import { performance } from 'node:perf_hooks';
import type { WalkGraph } from '../api/network/graph.ts';
import { expand, startAt } from '../api/network/search/bounded-search.ts';
import { searchMemory } from '../api/network/search/search-memory.ts';
import { snapPoint } from '../api/network/search/snap-point.ts';
import { monacoStreets } from '../test/support/city-streets.ts';
import { type Result, seeded, spread } from './measure.ts';
import { placesIn, type TiledCity, tiledCity } from './walking-city.ts';

const STARTS = 3000;
/** Measured in plain Node on a city of 1.1 million edges by others; the aim is within three times of it. */
const PUBLISHED_US: Readonly<Record<number, number>> = { 800: 90, 1250: 215 };

/** One bounded search after another on one core, from places in the dense middle. */
export async function benchCoreSearches(city: TiledCity): Promise<Result[]> {
  const monaco = await monacoStreets();
  const cities = monaco ? [city, tiledCity(monaco)] : [city];
  return cities.flatMap((one) => [800, 1250].map((limitM) => benchSearches(one, limitM)));
}

function benchSearches(city: TiledCity, limitM: number): Result {
  const graph = city.packed;
  const starts = placesIn(city, STARTS, 1, seeded(7)).flatMap((point) => snapPoint(graph, point, 200) ?? []);
  const times: number[] = [];
  let settled = 0;
  for (let run = 0; run < 6; run += 1) {
    const begin = performance.now();
    settled = 0;
    for (const start of starts) settled += settle(graph, start, limitM * 1e6);
    if (run > 0) times.push(((performance.now() - begin) * 1000) / starts.length);
  }
  const { median } = spread(times);
  const published = PUBLISHED_US[limitM] ?? Number.NaN;
  return {
    what: `one search of ${limitM.toLocaleString('en')} m in the middle of ${city.name} (tiled, ${city.directedEdges.toLocaleString('en')} directed edges), one core; ${(settled / starts.length).toFixed(0)} nodes settled`,
    measured: `${median.toFixed(1)} µs`,
    baseline: 'bounded Dijkstra in plain Node on a city of 1.1 million edges, as published',
    baselineMeasured: `${published} µs`,
    ratio: median / published,
    note: `lower is better; ${((median * 1000 * starts.length) / settled).toFixed(0)} ns per node settled; another machine and city, so only the order counts`,
  };
}

function settle(graph: WalkGraph, start: Parameters<typeof startAt>[2], boundUm: number): number {
  const memory = searchMemory(graph);
  const { heap, distanceUm } = memory;
  let settled = 0;
  startAt(graph, memory, start, boundUm);
  while (heap.pop()) {
    if (heap.key > distanceUm[heap.node]!) continue;
    settled += 1;
    expand(graph, memory, heap.node, heap.key, boundUm);
  }
  return settled;
}
