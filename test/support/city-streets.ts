import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../api/db/database.ts';
import { standardProfile } from '../../api/importing/network/load-profile.ts';
import { readLineStreets } from '../../api/importing/network/read-line-streets.ts';
import { readOsmStreets } from '../../api/importing/network/read-osm-streets.ts';
import { pause } from '../../api/importing/network/read-steps.ts';
import { type BuildReport, reportOf } from '../../api/network/build/build-report.ts';
import { joinStreets } from '../../api/network/build/join-streets.ts';
import { StreetCollector } from '../../api/network/build/street-collector.ts';
import { packGraph } from '../../api/network/pack/pack-graph.ts';
import type { StreetGraph } from '../../api/network/street-graph.ts';
import { activateNetwork } from '../../api/walking/activate-network.ts';
import { storeNetwork } from '../../api/walking/store-network.ts';
import { seeded } from '../../bench/measure.ts';
import { realDataFolder } from '../../scripts/real/real-data.ts';
import { streetWays } from './walk-fixtures.ts';

/** Streets of a whole city, and where its dense middle is. */
export interface CityStreets {
  readonly name: string;
  readonly graph: StreetGraph;
  readonly report: BuildReport;
  readonly core: {
    readonly west: number;
    readonly south: number;
    readonly east: number;
    readonly north: number;
  };
}

const MONACO = 'monaco/monaco.osm.pbf';
const XIAN = 'xian/roads.wgs84.geojsonl.gz';

/** Monaco from OpenStreetMap, or null when the real files are absent. */
export async function monacoStreets(): Promise<CityStreets | null> {
  const core = { west: 7.41, south: 43.725, east: 7.43, north: 43.745 };
  return hasReal(MONACO) ? { name: 'Monaco', core, ...(await streetsOfFile(MONACO)) } : null;
}

/** Xi'an from OpenStreetMap when the real files are there, else an invented city. */
export async function largeCityStreets(): Promise<CityStreets> {
  const core = { west: 108.9, south: 34.22, east: 108.99, north: 34.29 };
  if (hasReal(XIAN)) return { name: "Xi'an", core, ...(await streetsOfFile(XIAN)) };
  return inventedCity(180);
}

/**
 * A city of crooked rows and columns of streets, some blocks open, some streets with bends; `size` crossings along each side,
 * about 60 m apart.
 */
export function inventedCity(size: number): CityStreets {
  const random = seeded(20_260_701);
  const step = 0.0006;
  const around = () => (random() - 0.5) * step * 0.5;
  const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7;
  const crossings = Array.from({ length: size * size }, (_, at): [number, number] => [
    rounded(114.3 + (at % size) * step + around()),
    rounded(34.8 + Math.floor(at / size) * step + around()),
  ]);
  const lines: [number, number][][] = [];
  const street = (from: number, to: number) => {
    if (random() < 0.12) return;
    const [a, b] = [crossings[from]!, crossings[to]!];
    const bend: [number, number] = [
      rounded((a[0] + b[0]) / 2 + around() / 2),
      rounded((a[1] + b[1]) / 2 + around() / 2),
    ];
    lines.push(random() < 0.4 ? [a, bend, b] : [a, b]);
  };
  for (let at = 0; at < size * size; at++) {
    if ((at + 1) % size !== 0) street(at, at + 1);
    if (at + size < size * size) street(at, at + size);
  }
  const collector = new StreetCollector(standardProfile().profile);
  for (const way of streetWays(lines)) collector.add(way);
  const joined = joinStreets(collector.collected());
  const width = size * step;
  return {
    name: 'an invented city',
    graph: { ...joined.graph, labels: collector.labels },
    report: reportOf(collector, joined),
    core: {
      west: 114.3 + width / 4,
      south: 34.8 + width / 4,
      east: 114.3 + width / 2,
      north: 34.8 + width / 2,
    },
  };
}

/** Stores a city's streets as the active version of its area. */
export async function storeCity(
  database: Database,
  { name, graph, report }: CityStreets,
  code: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    const facts = {
      code,
      area: code,
      titleZh: name,
      titleEn: name,
      source: 'test',
      sourceDate: '2026-01-01',
      document: 'none',
      profile: 'foot',
      profileHash: standardProfile().hash,
      isSynthetic: true,
      fileName: 'none',
      sha256: createHash('sha256').update(name).digest('hex'),
    };
    await storeNetwork(tx, facts, {
      graph,
      report,
      packed: packGraph(graph),
      source: { format: 'geojson', crs: 'CRS84', cutWays: 0 },
    });
    await activateNetwork(tx, code, { actor: 'test' });
  });
}

function hasReal(file: string): boolean {
  return existsSync(join(realDataFolder(), file));
}

async function streetsOfFile(file: string): Promise<{ graph: StreetGraph; report: BuildReport }> {
  const { profile } = standardProfile();
  const collector = new StreetCollector(profile);
  const source = { path: join(realDataFolder(), file), fileName: file };
  if (file.endsWith('.pbf')) await readOsmStreets(source, profile, collector, { pause });
  else await readLineStreets(source, {}, collector, { pause });
  const joined = joinStreets(collector.collected());
  return { graph: { ...joined.graph, labels: collector.labels }, report: reportOf(collector, joined) };
}
