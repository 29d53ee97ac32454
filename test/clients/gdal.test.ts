import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../../api/collections/registry.ts';
import { ogcApp, seedCity, seedInstitutions } from '../http/ogc-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const run = promisify(execFile);
const version = gdalVersion();
if (!version)
  console.warn(
    'GDAL (ogrinfo, ogr2ogr) is not installed: its client tests do not run. Debian: apt-get install gdal-bin',
  );

it('GDAL is installed where CI demands it', () => {
  if (process.env.CI === 'true') expect(version, 'install gdal-bin').toBeDefined();
});

describe.skipIf(!version)(`${version ?? 'GDAL'} as a client`, () => {
  let opened: TestDatabase;
  let server: Server;
  let folder: string;
  let source: string;
  beforeAll(async () => {
    opened = await openTestDatabase();
    await seedCity(opened.database);
    await seedInstitutions(opened.database, 11_990);
    folder = await mkdtemp(join(tmpdir(), 'dingdian-gdal-'));
    // The client asks for the address it was given; links must lead there too, so no PUBLIC_URL of the fixture.
    server = ogcApp(opened.database, { PUBLIC_URL: '' }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    source = `OAPIF:http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Features of a dataset that GDAL reads, as GDAL writes them line by line. */
  async function featuresOf(
    ...dataset: string[]
  ): Promise<{ id: number; geometry: unknown; properties: Record<string, unknown> }[]> {
    const { stdout } = await run(
      'ogr2ogr',
      ['-f', 'GeoJSONSeq', '/vsistdout/', ...dataset, '-lco', 'COORDINATE_PRECISION=9'],
      {
        maxBuffer: 200_000_000,
      },
    );
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  it('lists every layer with its type of geometry', async () => {
    const { stdout } = await run('ogrinfo', ['-ro', source]);
    for (const collection of COLLECTIONS)
      expect(stdout).toContain(`${collection.id} (title: ${collection.title.zh} ${collection.title.en})`);
    expect(stdout).toMatch(/1: institutions .*\(Point\)/);
    expect(stdout).toMatch(/streets .*\(Multi Polygon\)/);
    expect(stdout).toMatch(/walk-edges .*\(Multi Line String\)/);
  });

  it('knows the count without a walk and the type of fields that are empty in the first features', async () => {
    const { stdout } = await run('ogrinfo', ['-ro', '-so', source, 'institutions']);
    expect(stdout).toContain('Feature Count: 12000');
    for (const field of [
      'type_no: Integer',
      'beds_open: Integer',
      'accuracy_m: Real',
      'verified: Integer(Boolean)',
      'valid_from: Date',
      'updated_at: DateTime',
      'services: StringList',
      'parent_fid: Integer',
    ])
      expect(stdout).toContain(`${field} (0.0)`);
  });

  it('copies 12,000 institutions to GeoPackage without loss', async () => {
    const file = join(folder, 'institutions.gpkg');
    await run('ogr2ogr', ['-f', 'GPKG', file, source, 'institutions', '-oo', 'PAGE_SIZE=10000']);
    const copied = await featuresOf(file, 'institutions');
    const lines = String(
      (await request(server).get('/collections/institutions/items?f=geojsonl').responseType('blob')).body,
    );
    const served = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as (typeof copied)[number]);
    expect(copied).toHaveLength(12_000);
    expect(copied.map(comparable)).toEqual(served.map(comparable));
  });

  it('walks page by page by the next links at its default page size', async () => {
    const copied = await featuresOf(source, 'institutions', '-limit', '95', '-select', 'name');
    expect(copied).toHaveLength(95);
  });

  it('selects by box and copies polygons with their holes', async () => {
    const inBox = await featuresOf(
      source,
      'institutions',
      '-spat',
      '121.15',
      '38.15',
      '121.35',
      '38.35',
      '-oo',
      'PAGE_SIZE=10000',
    );
    const [{ expected } = { expected: -1 }] = await opened.database.run<{ expected: number }>({
      text: 'select count(*)::int as expected from institution where st_intersects(geom, st_makeenvelope(121.15, 38.15, 121.35, 38.35, 4326))',
    });
    expect(inBox).toHaveLength(expected);
    const file = join(folder, 'streets.gpkg');
    await run('ogr2ogr', ['-f', 'GPKG', file, source, 'streets']);
    const [ring] = await featuresOf(file, 'streets', '-where', "code = '210202001'");
    const geometry = ring?.geometry as { coordinates: unknown[][] } | undefined;
    expect(geometry?.coordinates.map((part) => part.length)).toEqual([2, 1]);
  });

  it('copies streets on foot as lines, with their metres and names', async () => {
    const file = join(folder, 'walk.gpkg');
    await run('ogr2ogr', ['-f', 'GPKG', file, source, 'walk-edges']);
    const edges = await featuresOf(file, 'walk-edges', '-where', "network_code = 'harbour-2026'");
    expect(edges.map(({ geometry }) => (geometry as { type: string }).type)).toEqual(
      Array(4).fill('MultiLineString'),
    );
    expect(edges[0]?.properties).toMatchObject({ name: `O'Brien "大道" <b>`, highway: 'residential' });
    const [{ metres } = { metres: -1 }] = await opened.database.run<{ metres: number }>({
      text: 'select st_length(st_makeline(st_makepoint(121.5, 38.5), st_makepoint(121.51, 38.5))::geography) as metres',
    });
    expect(edges[0]?.properties.length_m).toBeCloseTo(metres, 5);
  });

  it('copies the layer without geometry as a table', async () => {
    const [area] = await featuresOf(source, 'management-areas');
    expect(area).toMatchObject({ geometry: null, properties: { name: '市本级', is_synthetic: true } });
  });
});

/** GeoPackage has no lists (GDAL writes them as text) and keeps times to the millisecond; everything else must be the same. */
function comparable({ geometry, properties }: { geometry: unknown; properties: Record<string, unknown> }) {
  const { services, warnings, updated_at, ...rest } = properties;
  return {
    geometry,
    ...rest,
    services: listText(services),
    warnings: listText(warnings),
    updated_at: milliseconds(updated_at),
  };
}

/** GDAL's text of a list, `(2:a,b)`; newer versions write JSON. */
function listText(value: unknown): unknown {
  const list = typeof value === 'string' && value.startsWith('[') ? (JSON.parse(value) as unknown) : value;
  return Array.isArray(list) ? `(${list.length}:${list.join(',')})` : list;
}

/** `2026-11-21T21:00:16.064194+00:00` or, as GDAL writes it, `2026/11/21 21:00:16.064+00`. */
function milliseconds(time: unknown): number {
  const iso = String(time)
    .replace(/^(\d{4})\/(\d\d)\/(\d\d) /, '$1-$2-$3T')
    .replace(/\+(\d\d)$/, '+$1:00');
  return new Date(iso).getTime();
}

function gdalVersion(): string | undefined {
  try {
    return execFileSync('ogr2ogr', ['--version'], { encoding: 'utf8' }).split(',')[0];
  } catch {
    return undefined;
  }
}
