import { cellToParent, gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { AREAS, csvFile, load, refused, rejections } from '../../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let opened: TestDatabase;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await load(db, 'areas', AREAS);
});
afterAll(() => opened.close());
beforeEach(() => db.script('truncate population_surface cascade'));

const surface = {
  code: 'p',
  titleZh: '人口',
  titleEn: 'Population',
  resolution: 8,
  asOf: '2025-12-31',
  method: '登记',
  document: '公报',
};
const cells = gridDisk(latLngToCell(39.05, 121.1, 8), 2);

describe('population by H3 cell', () => {
  const rows = cells.map((h3, index) => ({ h3, population: index + 0.25 }));

  it('keeps the 64-bit index exactly, with centre, outline and areas', async () => {
    const report = await load(db, 'population', csvFile('p.csv', rows), { surface });
    expect(report).toMatchObject({ inserted: 19, rejected: 0, removed: { population_cell: 0 } });
    const stored = await db.run<{
      h3: string;
      population: number;
      type: string;
      inside: boolean;
      county: string | null;
    }>({
      text: `select to_hex(c.h3) as h3, c.population, geometrytype(c.geom) as type, st_contains(c.geom, c.centre::geometry) as inside, a.code as county
             from population_cell c left join area a on a.area_id = c.county_id`,
    });
    expect(stored.map((cell) => cell.h3).sort()).toEqual([...cells].sort());
    expect(
      stored.every((cell) => cell.inside && cell.type === 'MULTIPOLYGON' && cell.county === '210202'),
    ).toBe(true);
  });

  it('is replaced as a whole: a repeat changes nothing, missing cells go', async () => {
    await load(db, 'population', csvFile('p.csv', rows), { surface });
    const state = () =>
      db.run({ text: 'select h3, population, xmin::text from population_cell order by h3' });
    const before = await state();
    expect(await load(db, 'population', csvFile('p.csv', rows), { surface })).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 19,
      removed: { population_cell: 0 },
    });
    expect(await state()).toEqual(before);
    const changed = [{ ...rows[0]!, population: 99 }, ...rows.slice(1, 10)];
    expect(await load(db, 'population', csvFile('p.csv', changed), { surface })).toMatchObject({
      updated: 1,
      unchanged: 9,
      removed: { population_cell: 9 },
    });
  });

  it('names what is wrong', async () => {
    const [first = '', second = ''] = cells;
    const report = await refused(
      load(
        db,
        'population',
        csvFile('bad.csv', [
          { h3: 'zzz', population: 1 },
          { h3: cellToParent(first, 7), population: 1 },
          { h3: first, population: -1 },
          { h3: first, population: '' },
          { h3: second, population: 1 },
          { h3: `0${second.toUpperCase()}`, population: 2 },
        ]),
        { surface },
      ),
    );
    expect(rejections(report)).toEqual([
      '2: not-an-h3-cell',
      '3: wrong-h3-resolution',
      '4: negative',
      '5: required',
      '6: duplicate-differs',
      '7: duplicate-differs',
    ]);
    await expect(load(db, 'population', csvFile('p.csv', rows))).rejects.toMatchObject({
      issues: [{ field: 'surface' }],
    });
    const partial = csvFile('partial.csv', [
      { h3: first, population: 1, _row: 2, _reason: 'x', _source: 'p.csv' },
    ]);
    await expect(load(db, 'population', partial, { surface })).rejects.toMatchObject({
      issues: [{ field: 'file' }],
    });
  });
});

describe('population by point', () => {
  it('is added up by cell', async () => {
    const rows = [
      { lon: 121.1, lat: 39.05, population: 10 },
      { lon: 121.1, lat: 39.05, population: 5 },
      { lon: 121.3, lat: 39.05, population: 7 },
    ];
    expect(
      await load(db, 'population', csvFile('points.csv', rows), { surface, crs: 'CRS84' }),
    ).toMatchObject({ rowsRead: 3, inserted: 2 });
    const stored = await db.run({ text: 'select population from population_cell order by population' });
    expect(stored).toEqual([{ population: 7 }, { population: 15 }]);
  });

  it('shares the totals of areas evenly over their points, labelled as modelled; what takes no part is counted apart', async () => {
    const total = { indicator: 'resident_pop', document: '普查', area_code: '210202' };
    await load(
      db,
      'statistics',
      csvFile('t.csv', [
        { ...total, value: 1, as_of: '2010-11-01' },
        { ...total, value: 900, as_of: '2020-11-01' },
        { ...total, value: 5000, as_of: '2026-01-01' },
        { ...total, area_code: '210200', value: 1, as_of: '2020-11-01' },
      ]),
    );
    const rows = [
      { lon: 121.05, lat: 39.05 },
      { lon: 121.05, lat: 39.05 },
      { lon: 121.15, lat: 39.15 },
      { lon: 121.2, lat: 39.15 },
      { lon: 121.3, lat: 39.15 },
      { lon: 125, lat: 39.15 },
    ];
    const options = {
      surface: { ...surface, spread: { indicator: 'resident_pop', level: 'county' as const } },
      crs: 'CRS84',
    };
    const report = await load(db, 'population', csvFile('compounds.csv', rows), options);
    expect(report).toMatchObject({
      inserted: 2,
      excluded: 3,
      excludedBy: { 'on-area-border': 1, 'area-without-total': 1, 'outside-spread-areas': 1 },
    });
    // The total of 2026 is known on the day of the import, but later than the surface.
    expect(report.findings[0]).toMatchObject({
      code: 'spread-date',
      details: { dates: [{ as_of: '2020-11-01', areas: 1 }] },
    });
    const stored = await db.run({
      text: 'select population, is_modelled from population_cell join population_surface using (surface_id) order by 1',
    });
    expect(stored).toEqual([
      { population: 300, is_modelled: true },
      { population: 600, is_modelled: true },
    ]);
    expect(await load(db, 'population', csvFile('compounds.csv', rows), options)).toMatchObject({
      unchanged: 2,
      updated: 0,
    });
    const elsewhere = await load(db, 'population', csvFile('elsewhere.csv', rows.slice(4)), {
      ...options,
      dryRun: true,
    });
    expect(elsewhere.findings[0]).toMatchObject({
      code: 'areas-without-points',
      details: { areas: ['210202'], residents: 900 },
    });
  });
});
