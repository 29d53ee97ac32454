import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { AREAS, csvFile, load, refused, rejections, temporaryFile } from '../../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let opened: TestDatabase;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
});
afterAll(() => opened.close());
beforeEach(async () => {
  await db.script('truncate area, institution, data_extent, data_extent_edge, import_run cascade');
});

type Ring = readonly (readonly [number, number])[];
const square = (x: number, y: number, width: number, height = width): Ring => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
];
interface AreaFeature {
  code?: string;
  level?: string;
  name?: string | null;
  [column: string]: unknown;
}
const file = (name: string, areas: readonly (AreaFeature & { geometry?: unknown })[]) =>
  temporaryFile(
    name,
    JSON.stringify({
      type: 'FeatureCollection',
      features: areas.map(({ geometry, ...properties }) => ({ type: 'Feature', properties, geometry })),
    }),
  );
const polygon = (...rings: Ring[]) => ({ type: 'Polygon', coordinates: rings });
const county = (code: string, ring: Ring, more: object = {}) => ({
  code,
  level: 'county',
  name: `区${code}`,
  geometry: polygon(ring),
  ...more,
});

describe('areas', () => {
  it('are stored with parents by code or by location; what was derived is reported', async () => {
    const report = await load(db, 'areas', AREAS);
    expect(report).toMatchObject({ rowsRead: 8, inserted: 8, rejected: 0, crs: 'CRS84' });
    expect(report.warningIssues.map(({ row, code, reason }) => [row, code, reason.en])).toEqual([
      [4, 'parent-derived', 'the parent was derived by location: 210201 东区'],
      [5, 'parent-derived', 'the parent was derived by location: 210201 东区'],
    ]);
    const rows = await db.run<{
      code: string;
      parent: string | null;
      km2: number | null;
      type: string | null;
    }>({
      text: `select a.code, p.code as parent, round(a.area_km2) as km2, geometrytype(a.geom) as type
             from area a left join area p on p.area_id = a.parent_id order by a.code`,
    });
    expect(rows).toEqual([
      { code: '210200', parent: null, km2: 768, type: 'MULTIPOLYGON' },
      { code: '210201', parent: '210200', km2: 384, type: 'MULTIPOLYGON' },
      { code: '210201001', parent: '210201', km2: 192, type: 'MULTIPOLYGON' },
      { code: '210201002', parent: '210201', km2: 192, type: 'MULTIPOLYGON' },
      { code: '210202', parent: '210200', km2: 384, type: 'MULTIPOLYGON' },
      { code: '210202001', parent: '210202', km2: 192, type: 'MULTIPOLYGON' },
      { code: '210202002', parent: '210202', km2: 192, type: 'MULTIPOLYGON' },
      { code: 'M01', parent: '210200', km2: null, type: null },
    ]);
  });

  it('change nothing when the same file comes again', async () => {
    await load(db, 'areas', AREAS);
    const state = () =>
      db.run({
        text: `select area_id, parent_id, content_hash, updated_at, xmin::text from area order by area_id`,
      });
    const extent = () => db.run({ text: 'select made_at, xmin::text from data_extent' });
    const [before, extentBefore] = [await state(), await extent()];
    expect(await load(db, 'areas', AREAS)).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 8,
      warnings: 0,
    });
    expect(await state()).toEqual(before);
    expect(await extent()).toEqual(extentBefore);
  });

  it('make the extent of the data: gaps under 100 m closed, wider ones kept, the outline in pieces', async () => {
    // At 39° N 0.0006° of longitude are 52 m and 0.0018° are 156 m. All of the counties is covered, to the millimetre.
    const counties = [
      county('1', square(121, 39, 0.1)),
      county('2', square(121.1006, 39, 0.1)),
      county('3', square(121.2024, 39, 0.1)),
    ];
    await load(db, 'areas', file('gaps.geojson', counties));
    const [row] = await db.run<Record<string, unknown>>({
      text: `select st_numgeometries(geom) as parts, st_isvalid(geom) as valid,
                    st_intersects(geom, st_setsrid(st_makepoint(121.1003, 39.05), 4326)) as narrow_gap,
                    st_intersects(geom, st_setsrid(st_makepoint(121.2015, 39.05), 4326)) as wide_gap,
                    (select max(st_npoints(geog::geometry)) <= 50 from data_extent_edge) as pieces,
                    (select abs(sum(st_length(geog)) - (select st_perimeter(geom::geography) from data_extent)) < 1 from data_extent_edge) as complete,
                    (select st_coveredby(st_union(a.geom), st_buffer(st_union(e.geom), 1e-8)) from area a, data_extent e) as covers
             from data_extent`,
    });
    expect(row).toEqual({
      parts: 2,
      valid: true,
      narrow_gap: true,
      wide_gap: false,
      pieces: true,
      complete: true,
      covers: true,
    });
  });

  it('with long straight edges end where they are drawn, not on the great circle between their corners', async () => {
    await load(db, 'areas', file('box.geojson', [county('1', square(115, 39, 2, 1))]));
    const [row] = await db.run<{ inside: number; outside: boolean; beyond: number }>({
      text: `with site (here, beyond) as (
               select st_setsrid(st_makepoint(116, 39.9955), 4326), st_setsrid(st_makepoint(116, 40.0009), 4326))
             select (select min(distance_m(geog, here::geography)) from data_extent_edge) as inside,
                    (select st_intersects(geom, beyond) from data_extent) as outside,
                    (select min(distance_m(geog, beyond::geography)) from data_extent_edge) as beyond
             from site`,
    });
    // 0.0045° of latitude are 499.7 m here, 0.0009° are 99.9 m; the great circle would pass some 240 m farther north.
    expect(row?.inside).toBeCloseTo(499.7, 0);
    expect(row?.outside).toBe(false);
    expect(row?.beyond).toBeCloseTo(99.9, 0);
  });

  it('of one level that overlap by more than a sliver are warned of, with both codes and the size', async () => {
    // At 39° N 0.1° × 0.1° are 96 km²; 0.0002° of longitude are 17 m.
    const report = await load(
      db,
      'areas',
      file('overlaps.geojson', [
        county('1', square(121, 39, 0.1)),
        county('2', square(121.06, 39, 0.1)),
        county('3', square(121.1598, 39, 0.1)),
        county('4', square(121, 39, 0.1), { valid_to: '2019-12-31' }),
        county('5', square(122, 39, 0.1), { valid_from: '2020-01-01' }),
        county('6', square(121.3, 39, 0.1), { level: 'city' }),
        county('7', square(121.3, 39, 0.1)),
      ]),
    );
    const overlaps = report.warningIssues.filter(({ code }) => code === 'area-overlap');
    expect(overlaps.map(({ row, value, reason }) => [row, value, reason.en])).toEqual([
      [2, '2 区2', expect.stringMatching(/level: 1 区1: 38\.\d+ km2;/)],
      [4, '4 区4', expect.stringMatching(/level: 1 区1: 96\.\d+ km2, 2 区2: 38\.\d+ km2;/)],
    ]);
    const later = await load(
      db,
      'areas',
      file('later.geojson', [county('8', square(122.05, 39, 0.1), { valid_from: '2021-01-01' })]),
    );
    expect(later.warningIssues).toMatchObject([{ row: 1, code: 'area-overlap', value: '8 区8' }]);
    expect(later.warningIssues[0]?.reason.zh).toContain('5 区5: 48');
  });

  it('whose parent has ended get the successor; those that will outlive it are named', async () => {
    const street = (code: string, x: number, more: object = {}) =>
      county(code, square(x, 39, 0.1), { level: 'street', ...more });
    const ended = county('B', square(121, 39, 0.2), { valid_to: '2025-12-31' });
    const first = await load(
      db,
      'areas',
      file('before.geojson', [
        ended,
        street('B1', 121, { parent_code: 'B' }),
        street('B2', 121.1, { parent_code: 'B', valid_to: '2025-12-31' }),
      ]),
    );
    expect(first.findings).toMatchObject([
      { code: 'parent-not-valid', blocking: false, details: { areas: [{ code: 'B1', parent: 'B 区B' }] } },
    ]);
    const successor = county('C', square(121, 39, 0.2), { valid_from: '2026-01-01' });
    const second = await load(db, 'areas', file('after.geojson', [successor]));
    expect(second.findings).toMatchObject([
      {
        code: 'parents-renewed',
        details: { areas: [{ code: 'B1', old_parent: 'B 区B', new_parent: 'C 区C' }] },
      },
    ]);
    const parents = await db.run({
      text: `select a.code, p.code as parent from area a join area p on p.area_id = a.parent_id order by a.code`,
    });
    expect(parents).toEqual([
      { code: 'B1', parent: 'C' },
      { code: 'B2', parent: 'B' },
    ]);
    const future = [
      county('C', square(121, 39, 0.2), { valid_from: '2026-01-01', valid_to: '9998-12-31' }),
      county('D', square(121, 39, 0.2), { valid_from: '9999-01-01' }),
    ];
    const third = await load(db, 'areas', file('future.geojson', future));
    expect(third.findings).toMatchObject([
      {
        code: 'parent-not-valid',
        details: { areas: [{ code: 'B1', parent_valid: '[2026-01-01,9999-01-01)' }] },
      },
    ]);
  });

  it('of the past, imported for a past date, leave where things lie today and the extent alone', async () => {
    await load(db, 'areas', AREAS);
    const point = {
      code: 'A',
      name: '甲',
      kind: 'pharmacy',
      services: 'personal_account',
      lon: 121.25,
      lat: 39.05,
    };
    await load(db, 'institutions', csvFile('point.csv', [point]), { crs: 'CRS84', asOf: '2026-06-30' });
    const state = () =>
      db.run({
        text: `select location_status, street_id, county_id, city_id, (select st_astext(geom) from data_extent) as extent,
                      (select array_agg(parent_id order by area_id) from area where valid_to is null) as parents from institution`,
      });
    const before = await state();
    const old = county('OLD', square(120, 38, 3), { valid_from: '2010-01-01', valid_to: '2019-12-31' });
    await load(db, 'areas', file('old.geojson', [old]), { asOf: '2015-01-01' });
    expect(await state()).toEqual(before);
    // Nor does the date of an import of institutions change where they lie.
    await load(db, 'institutions', csvFile('point.csv', [{ ...point, name: '乙' }]), {
      crs: 'CRS84',
      asOf: '2015-01-01',
    });
    expect(await state()).toEqual(before);
  });

  it('locate what is stored already again when borders change', async () => {
    await load(db, 'areas', AREAS);
    const points = csvFile('points.csv', [
      { code: 'A', name: '甲', kind: 'pharmacy', services: 'personal_account', lon: 121.25, lat: 39.05 },
      { code: 'B', name: '乙', kind: 'pharmacy', services: 'personal_account', lon: 121.2, lat: 39.05 },
      { code: 'C', name: '丙', kind: 'pharmacy', services: 'personal_account', lon: 125, lat: 39.05 },
    ]);
    await load(db, 'institutions', points, { crs: 'CRS84' });
    const located = () =>
      db.run({
        text: `select i.code, i.location_status as status, s.code as street, c.code as county, t.code as city
               from institution i left join area s on s.area_id = i.street_id left join area c on c.area_id = i.county_id
                    left join area t on t.area_id = i.city_id order by i.code`,
      });
    expect(await located()).toEqual([
      { code: 'A', status: 'located', street: '210201001', county: '210201', city: '210200' },
      { code: 'B', status: 'border', street: null, county: null, city: '210200' },
      { code: 'C', status: 'outside', street: null, county: null, city: null },
    ]);
    const moved = [
      county('210201', square(121.1, 39, 0.3, 0.2), { name: '东区', parent_code: '210200' }),
      county('210202', square(121, 39, 0.1, 0.2), { name: '西区', parent_code: '210200' }),
    ];
    expect(await load(db, 'areas', file('moved.geojson', moved))).toMatchObject({ updated: 2, inserted: 0 });
    expect((await located())[1]).toEqual({
      code: 'B',
      status: 'border',
      street: null,
      county: '210201',
      city: '210200',
    });
  });

  it('in GCJ-02 are converted, every vertex; a stated system replaces only the default of GeoJSON', async () => {
    const areas = file('gcj.geojson', [county('1', square(121, 39, 0.1))]);
    const report = await load(db, 'areas', areas, { crs: 'gcj-02' });
    expect(report.findings.map((finding) => finding.code)).toEqual(['crs-replaces-geojson-default']);
    const [row] = await db.run<{ shift: number; source_crs: string }>({
      text: `select distance_m(st_setsrid(st_makepoint(st_xmin(geom), st_ymin(geom)), 4326)::geography, 'POINT(121 39)'::geography) as shift, source_crs
             from area`,
    });
    expect(row?.source_crs).toBe('GCJ02');
    expect(row?.shift).toBeGreaterThan(400);
    expect(row?.shift).toBeLessThan(700);
    const explicit = temporaryFile(
      'explicit.geojson',
      JSON.stringify({
        type: 'FeatureCollection',
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } },
        features: [
          {
            type: 'Feature',
            properties: { code: '2', level: 'county', name: '乙' },
            geometry: polygon(square(121, 39, 0.1)),
          },
        ],
      }),
    );
    await expect(load(db, 'areas', explicit, { crs: 'GCJ02' })).rejects.toMatchObject({
      issues: [{ field: 'crs', value: 'GCJ02' }],
    });
  });
});

describe('areas that are refused', () => {
  const bowTie: Ring = [
    [121, 39],
    [121.1, 39.1],
    [121.1, 39],
    [121, 39.1],
    [121, 39],
  ];

  it('invalid polygons name the place; repaired only when asked, and reported', async () => {
    const areas = file('bow-tie.geojson', [county('1', bowTie), county('2', square(122, 39, 0.1))]);
    const report = await refused(load(db, 'areas', areas));
    expect(report.issues).toMatchObject([{ row: 1, code: 'invalid-geometry', field: 'geometry' }]);
    expect(report.issues[0]?.reason.en).toMatch(/Self-intersection\[121\.05 39\.05\]/);
    const repaired = await load(db, 'areas', areas, { repair: true });
    expect(repaired).toMatchObject({ inserted: 2, reasons: { 'geometry-repaired': 1 } });
    const [row] = await db.run({
      text: `select bool_and(st_isvalid(geom)) as valid, min(st_numgeometries(geom)) as parts from area`,
    });
    expect(row).toEqual({ valid: true, parts: 1 });
  });

  it('geometries of the wrong kind, open rings, impossible numbers and missing polygons', async () => {
    const report = await refused(
      load(
        db,
        'areas',
        file('kinds.geojson', [
          { code: '1', level: 'county', name: '点', geometry: { type: 'Point', coordinates: [121, 39] } },
          { code: '2', level: 'county', name: '缺', geometry: null },
          county('3', [
            [121, 39],
            [121.1, 39],
            [121.1, 39.1],
            [121, 39.1],
          ]),
          county('4', square(121, 89.95, 0.1)),
          county('5', square(121, 39, 0.1), { level: 'province' }),
          { ...county('6', square(121, 39, 0.1)), name: null },
        ]),
      ),
    );
    expect(rejections(report)).toEqual([
      '1: wrong-geometry-type',
      '2: missing-geometry',
      '3: invalid-geometry',
      '4: coordinates-not-in-crs',
      '5: not-allowed',
      '6: required',
    ]);
  });

  it('unknown parents, and the children of rejected parents', async () => {
    const report = await refused(
      load(
        db,
        'areas',
        file('parents.geojson', [
          county('1', square(121, 39, 0.1), { parent_code: 'nowhere' }),
          {
            code: '11',
            level: 'street',
            name: '街',
            parent_code: '1',
            geometry: polygon(square(121, 39, 0.05)),
          },
          { code: 'M', level: 'management', name: '管', parent_code: '11', geometry: null },
          county('2', square(122, 39, 0.1)),
        ]),
      ),
    );
    expect(rejections(report)).toEqual(['1: unknown-parent', '2: unknown-parent', '3: unknown-parent']);
  });

  it('overlapping validity, in the file and with what is stored; an ended area makes room', async () => {
    const first = county('1', square(121, 39, 0.1), { valid_from: '2020-01-01' });
    await load(db, 'areas', file('first.geojson', [first]));
    const second = county('1', square(121, 39, 0.2), { valid_from: '2026-01-01' });
    const report = await refused(load(db, 'areas', file('second.geojson', [second])));
    expect(report.issues).toMatchObject([
      { row: 1, code: 'validity-overlap', field: 'valid_from', value: '2026-01-01' },
    ]);
    expect(report.issues[0]?.reason.en).toContain('the stored area 区1 [2020-01-01,)');
    const both = await refused(
      load(
        db,
        'areas',
        file('both.geojson', [
          county('2', square(122, 39, 0.1)),
          county('2', square(122, 39, 0.1), { valid_from: '2021-01-01' }),
        ]),
      ),
    );
    expect(rejections(both)).toEqual(['1: validity-overlap', '2: validity-overlap']);
    const ended = await load(
      db,
      'areas',
      file('ended.geojson', [{ ...first, valid_to: '2025-12-31' }, second]),
    );
    expect(ended).toMatchObject({ updated: 1, inserted: 1 });
  });
});
