import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findQuestionArea } from '../../api/analyses/area-of-question.ts';
import { listDemandCells } from '../../api/analyses/points/demand-cells.ts';
import {
  type DesignatedSelection,
  listDesignatedPoints,
} from '../../api/analyses/points/designated-points.ts';
import { findSurface } from '../../api/analyses/points/population-surface.ts';
import { project } from '../support/fixtures.ts';
import { insertSurface } from '../support/population-cells.ts';
import { insertAreas, insertInstitutions } from '../support/registry-data.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
const db = () => opened.database;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => db().script('delete from institution; delete from population_surface; delete from area'));

const designated = (given: Partial<DesignatedSelection> = {}) =>
  listDesignatedPoints(db(), {
    typeNo: null,
    kind: null,
    service: null,
    typeScheme: 'dalian-62',
    asOf: '2026-06-30',
    within: null,
    ...given,
  });
const idsOf = async (given: Partial<DesignatedSelection> = {}) =>
  (await designated(given)).map((point) => point.institution_id);

describe('designated points', () => {
  it('are those of the selection whose agreement holds on the date, with a position, by id', async () => {
    const at = [121.123456789, 31] as const;
    await insertInstitutions(db(), [
      { id: 9, typeNo: 37, at, accuracyM: 30 },
      { id: 2, kind: 'pharmacy', at, designations: [{ service: 'dual_channel', status: 'suspended' }] },
      { id: 3, typeNo: 37, at, designations: [{ service: 'inpatient', to: '2026-06-29' }] },
      { id: 4, typeNo: 37, at, designations: [{ service: 'inpatient', status: 'terminated' }] },
      { id: 5, typeNo: 37, at: null },
      { id: 6, typeNo: 37, at, to: '2026-01-01' },
      { id: 7, typeNo: 38, at, designations: [{ service: 'inpatient' }, { service: 'dual_channel' }] },
    ]);
    expect(await idsOf()).toEqual([2, 7, 9]);
    expect(await idsOf({ typeNo: 37 })).toEqual([9]);
    expect(await idsOf({ typeNo: 37, typeScheme: 'another' })).toEqual([]);
    expect(await idsOf({ kind: 'pharmacy' })).toEqual([2]);
    expect(await idsOf({ service: 'dual_channel' })).toEqual([2, 7]);
    expect(await idsOf({ typeNo: 37, asOf: '2026-01-01' })).toEqual([3, 6, 9]);
    expect((await designated({ typeNo: 37 }))[0]).toMatchObject({
      lon: at[0],
      lat: 31,
      code: 'T9',
      kind: 'medical',
      type_no: 37,
      accuracy_m: 30,
      verified: false,
      is_synthetic: false,
    });
  });

  it('within an area takes in all that are no farther than the margin from it', async () => {
    await insertAreas(db(), [{ id: 1, code: 'C', level: 'county', box: [121, 50, 121.2, 50.2] }]);
    const corners = [
      [121, 50, 270],
      [121, 50, 180],
      [121.2, 50.2, 90],
      [121.2, 50.2, 0],
    ] as const;
    const institutions = await Promise.all(
      corners.map(async ([lon, lat, azimuth], index) => ({
        id: index + 1,
        at: await project(db(), [lon, lat], 999, azimuth),
      })),
    );
    await insertInstitutions(db(), [
      ...institutions,
      { id: 8, at: [121.1, 50.1] },
      { id: 9, at: [121.3, 50.1] },
    ]);
    expect(await idsOf({ within: { areaId: 1, marginM: 1000 } })).toEqual([1, 2, 3, 4, 8]);
    expect(await idsOf({ within: { areaId: 1, marginM: 0 } })).toEqual([8]);
    expect(await idsOf({ within: { areaId: 77, marginM: 1000 } })).toEqual([]);
  });

  it('name the areas of the date where those stored are of another', async () => {
    await insertAreas(db(), [
      { id: 1, code: 'A', level: 'county', box: [121, 30, 122, 32], to: '2025-12-31' },
      { id: 2, code: 'B', level: 'county', box: [121, 30, 122, 32], from: '2026-01-01' },
    ]);
    await insertInstitutions(db(), [
      { id: 1, at: [121.5, 31], county: 2 },
      { id: 2, at: [125, 31], status: 'outside' },
    ]);
    const counties = async (asOf: string) => (await designated({ asOf })).map((point) => point.county_id);
    expect(await counties('2026-06-30')).toEqual([2, null]);
    expect(await counties('2025-06-30')).toEqual([1, null]);
  });
});

const CELLS = gridDisk(latLngToCell(31, 121.6, 9), 2);

describe('demand cells', () => {
  const cellsOf = async (area?: string, asOf = '2026-06-30') =>
    listDemandCells(db(), {
      surfaceId: (await findSurface(db(), { asOf }))!.surface_id,
      asOf,
      area: await findQuestionArea(db(), { area, asOf }),
    });

  it('stand at the exact centre of their cell with their residents, in the order of their ids', async () => {
    await insertSurface(
      db(),
      CELLS.map((h3, index) => ({ h3, population: index / 3 })),
    );
    const cells = await cellsOf();
    expect(cells.map(({ h3, lon, lat, population }) => ({ h3, at: [lat, lon], population }))).toEqual(
      CELLS.map((h3, index) => ({ h3, at: cellToLatLng(h3), population: index / 3 })),
    );
    expect(cells.map((cell) => cell.cell_id)).toEqual(
      cells.map((cell) => cell.cell_id).sort((a, b) => a - b),
    );
    expect(cells.every((cell) => !cell.on_edge && cell.location_status === 'outside')).toBe(true);
  });

  it('of an area are its own and, marked, those on its border', async () => {
    await insertAreas(db(), [
      { id: 1, code: 'C1', level: 'county', box: [121, 30, 122, 32] },
      { id: 2, code: 'C2', level: 'county', box: [122, 30, 123, 32] },
      { id: 3, code: 'S1', level: 'street', parent: 1, box: [121, 30, 122, 32] },
    ]);
    const [inside, other, border, farBorder] = CELLS as [string, string, string, string];
    await insertSurface(db(), [
      { h3: inside, population: 1, county: 1, street: 3, status: 'located' },
      { h3: other, population: 2, county: 2, status: 'located' },
      { h3: border, population: 3, status: 'border' },
      { h3: farBorder, population: 4, status: 'border', at: [125, 31] },
    ]);
    const shown = async (area?: string) =>
      (await cellsOf(area)).map(({ h3, on_edge, county_id, street_id }) => [
        h3,
        on_edge,
        county_id,
        street_id,
      ]);
    expect(await shown('C1')).toEqual([
      [inside, false, 1, 3],
      [border, true, null, null],
    ]);
    expect(await shown('C2')).toEqual([[other, false, 2, null]]);
    expect(await shown()).toHaveLength(4);
    expect((await cellsOf()).map((cell) => cell.on_edge)).toEqual([false, false, false, false]);
  });

  it('lie in the areas of the date', async () => {
    await insertAreas(db(), [
      { id: 1, code: 'A', level: 'county', box: [121, 30, 122, 32], to: '2025-12-31' },
      { id: 2, code: 'B', level: 'county', box: [121, 30, 122, 32], from: '2026-01-01' },
    ]);
    await insertSurface(db(), [{ h3: CELLS[0]!, population: 1, county: 2, status: 'located' }]);
    const counties = async (asOf: string) => (await cellsOf(undefined, asOf)).map((cell) => cell.county_id);
    expect(await counties('2026-06-30')).toEqual([2]);
    expect(await counties('2025-06-30')).toEqual([1]);
  });

  it('are none where the area has none', async () => {
    await insertAreas(db(), [{ id: 1, code: 'A', level: 'county', box: [10, 30, 11, 32] }]);
    await insertSurface(db(), [{ h3: CELLS[0]!, population: 1 }]);
    expect(await cellsOf('A')).toEqual([]);
  });
});
