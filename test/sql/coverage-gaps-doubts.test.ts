import { cellToBoundary, cellToLatLng, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { coverageGaps } from '../../api/analyses/coverage-gaps/coverage-gaps.ts';
import { ask } from '../support/ask.ts';
import { insertAreas, insertInstitutions } from '../support/registry-data.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const WEST = latLngToCell(31, 121.2, 9);
const EAST = latLngToCell(31, 121.7, 9);
let opened: TestDatabase;
const db = () => opened.database;
const question = (given: Record<string, unknown>) => ask(db(), coverageGaps, given);
const codesOf = (answer: { warnings: readonly { code: string }[] }) =>
  answer.warnings.map((warning) => warning.code);

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => db().script('delete from institution; delete from population_surface; delete from area'));

/** A surface of 500 residents in the west and 300 in the east, located in the areas given. */
async function addSurface(west: object, east: object, asOf = '2020-01-01'): Promise<void> {
  const cells = [
    { h3: WEST, population: 500, ...west },
    { h3: EAST, population: 300, ...east },
  ].map((cell) => {
    const [lat, lon] = cellToLatLng(cell.h3);
    const ring = cellToBoundary(cell.h3, true).map((position) => position.join(' '));
    return { ...cell, h3: BigInt(`0x${cell.h3}`).toString(), lon, lat, wkt: `POLYGON((${ring.join(',')}))` };
  });
  await db().run({
    text: `with added as (
             insert into population_surface (code, title_zh, title_en, h3_resolution, as_of, is_modelled, method, document)
             values ('s', '面', 'surface', 9, $2::date, false, 'counted', 'doc') returning surface_id)
           insert into population_cell (surface_id, h3, population, centre, geom, street_id, county_id, location_status)
           select surface_id, h3::bigint, population, st_setsrid(st_makepoint(lon, lat), 4326), st_multi(st_geomfromtext(wkt, 4326)),
                  street, county, 'located'
           from added, jsonb_to_recordset($1::jsonb) as c (h3 text, population float8, lon float8, lat float8, wkt text, street bigint, county bigint)`,
    values: [JSON.stringify(cells), asOf],
  });
}

it('ranks and keeps to the streets of the date asked for', async () => {
  await insertAreas(db(), [
    { id: 2, code: 'C', level: 'county', box: [121, 30, 122, 32] },
    { id: 4, code: 'S1', level: 'street', parent: 2, box: [121, 30, 122, 32], to: '2025-12-31' },
    {
      id: 5,
      code: 'S2',
      level: 'street',
      parent: 2,
      box: [121, 30, 121.5, 32],
      from: '2026-01-01',
      to: '2026-12-31',
    },
    { id: 6, code: 'S3', level: 'street', parent: 2, box: [121.5, 30, 122, 32], from: '2026-01-01' },
    { id: 7, code: 'S4', level: 'street', parent: 2, box: [121, 30, 121.5, 32], from: '2027-01-01' },
  ]);
  await addSurface({ street: 5, county: 2 }, { street: 6, county: 2 });
  await insertInstitutions(db(), [{ id: 1, typeNo: 37, at: [121.2, 31], street: 5, county: 2 }]);
  const streets = async (asOf: string, area?: string) => {
    const answer = await question({ type: 37, perArea: 'street', asOf, ...(area && { area }) });
    expect(answer.features.map((item) => item.properties)).toEqual(
      answer.areas
        .filter((row) => row.uncovered > 0)
        .map((row) => expect.objectContaining({ street: row.name, county: 'C' })),
    );
    return answer.areas.map((row) => [row.code, row.total, row.uncovered]);
  };
  expect(await streets('2025-06-30')).toEqual([['S1', 800, 300]]);
  expect(await streets('2026-06-30')).toEqual([
    ['S3', 300, 300],
    ['S2', 500, 0],
  ]);
  expect(await streets('2027-06-30')).toEqual([
    ['S3', 300, 300],
    ['S4', 500, 0],
  ]);
  expect(await streets('2025-06-30', 'S1')).toEqual([['S1', 800, 300]]);
  expect(await streets('2027-06-30', 'S4')).toEqual([['S4', 500, 0]]);
});

it('keeps to the polygon of the date where both versions have one code', async () => {
  await insertAreas(db(), [
    { id: 12, code: 'A', level: 'county', box: [121, 30, 121.1, 32], to: '2025-12-31' },
    { id: 13, code: 'B', level: 'county', box: [121.1, 30, 122, 32], to: '2025-12-31' },
    { id: 2, code: 'A', level: 'county', box: [121, 30, 121.8, 32], from: '2026-01-01' },
    { id: 3, code: 'B', level: 'county', box: [121.8, 30, 122, 32], from: '2026-01-01' },
  ]);
  await addSurface({ county: 2 }, { county: 2 });
  const residents = async (area: string, asOf: string) =>
    (await question({ kind: 'pharmacy', area, asOf })).summary?.total ?? 0;
  expect([await residents('A', '2025-06-30'), await residents('B', '2025-06-30')]).toEqual([0, 800]);
  expect([await residents('A', '2026-06-30'), await residents('B', '2026-06-30')]).toEqual([800, 0]);
});

it('says when no institution of the selection is designated at all', async () => {
  await addSurface({}, {});
  await insertInstitutions(db(), [
    { id: 1, typeNo: 37, at: [121.2, 31] },
    {
      id: 2,
      kind: 'pharmacy',
      at: [121.2, 31],
      designations: [{ service: 'personal_account', to: '2026-01-31' }],
    },
  ]);
  const none = await question({ kind: 'pharmacy', asOf: '2026-06-30' });
  expect(none.summary).toMatchObject({ total: 800, uncovered: 800 });
  expect(codesOf(none)).toContain('no-institutions-of-selection');
  expect(codesOf(await question({ kind: 'pharmacy', asOf: '2026-01-31' }))).not.toContain(
    'no-institutions-of-selection',
  );
  expect(codesOf(await question({ kind: 'pharmacy', service: 'inpatient', asOf: '2026-01-31' }))).toContain(
    'no-institutions-of-selection',
  );
});

it('says when the surface asked for is later than the date', async () => {
  await addSurface({}, {}, '2024-12-31');
  const later = { surface: 's', kind: 'pharmacy' };
  expect(codesOf(await question({ ...later, asOf: '2020-01-01' }))).toContain('surface-later-than-date');
  expect(codesOf(await question({ ...later, asOf: '2024-12-31' }))).not.toContain('surface-later-than-date');
});

it('lets only type numbers of the scheme asked for cover, and counts who has none', async () => {
  await addSurface({}, {});
  await insertInstitutions(db(), [
    { id: 1, typeNo: 37, at: [121.2, 31] },
    { id: 2, typeNo: 37, at: [121.7, 31] },
    { id: 3, at: [121.7, 31] },
  ]);
  await db().script("update institution set type_scheme = 'another-9' where institution_id = 2");
  const answer = await question({ type: 37, asOf: '2026-06-30' });
  expect(answer.summary).toMatchObject({ covered: 500, uncovered: 300 });
  expect(answer.warnings).toContainEqual(expect.objectContaining({ code: 'untyped-institutions', count: 2 }));
});
