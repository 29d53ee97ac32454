import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CRS84 } from '../../api/ogc/bbox-parameter.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { HOSTILE_NAMES, ogcApp, seedCity } from './ogc-fixture.ts';
import { getFeatures } from './ogc-requests.ts';

let opened: TestDatabase;
let app: Express;
beforeAll(async () => {
  opened = await openTestDatabase();
  await seedCity(opened.database);
  app = ogcApp(opened.database);
});
afterAll(() => opened.close());

const features = (path: string) => getFeatures(app, `/collections/${path}`);
const valuesOf = async (path: string, property: string) =>
  (await features(path)).features.map((feature) => feature.properties[property]);
const refused = (path: string) => request(app).get(`/collections/${path}`).expect(400);

describe('features as GeoJSON', () => {
  it('have their names unharmed, the figures of today and a null geometry where there is no position', async () => {
    const page = await features('institutions/items');
    expect(page.features.map((feature) => feature.properties.name)).toEqual(HOSTILE_NAMES);
    expect(page).toMatchObject({ type: 'FeatureCollection', numberMatched: 10, numberReturned: 10 });
    expect(Number.isNaN(Date.parse(page.timeStamp))).toBe(false);
    expect(page.features[0]).toMatchObject({
      id: 1,
      geometry: { type: 'Point', coordinates: [121.1, 38.1] },
      properties: {
        hospital_grade: 'tertiary',
        settlement_level: 'I',
        services: ['inpatient', 'personal_account'],
        beds_licensed: 120,
        beds_open: 90,
        beds_designated: 85,
        county_name: '中山区',
        street_name: '环形街道',
        management_area_name: '市本级',
        source_crs: 'BD09',
        accuracy_m: 10,
        verified: false,
        is_synthetic: true,
        warnings: ['a,b', 'c"d'],
      },
    });
    expect(page.features[8]?.geometry).toBeNull();
    expect(page.features[1]?.properties.services).toEqual([]);
  });

  it('keep holes and parts of polygons, shells counter-clockwise', async () => {
    const { features: streets } = await features('streets/items?code=210202001');
    const [street] = streets;
    const parts = street?.geometry?.coordinates as number[][][][];
    expect(street?.geometry?.type).toBe('MultiPolygon');
    expect(parts.map((rings) => rings.length)).toEqual([2, 1]);
    for (const [shell = [], ...holes] of parts) {
      expect(signedArea(shell)).toBeGreaterThan(0);
      for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
    }
  });

  it('label modelled population, and give H3 indexes as hexadecimal text with small numbers as ids', async () => {
    const { features: cells } = await features('population-cells/items');
    expect(cells.map((cell) => cell.properties.h3)).toEqual(['8828308299fffff', '882830829a00000']);
    expect(cells[0]?.properties).toMatchObject({
      is_modelled: true,
      population_basis: 'modelled',
      population: 12.5,
      surface_code: 's1',
    });
    expect(cells.every((cell) => Number.isSafeInteger(cell.id))).toBe(true);
  });

  it('give the latest figure of an area that is not of the future', async () => {
    expect((await features('counties/items?code=210202')).features[0]?.properties).toMatchObject({
      resident_pop: 400000,
      resident_pop_as_of: '2020-11-01',
    });
  });

  it('draw a bound as its area, and without geometry where the area has none', async () => {
    const { features: bounds } = await features('pharmacy-bounds/items');
    expect(
      bounds.map((bound) => [
        bound.properties.area_code,
        bound.geometry?.type ?? null,
        bound.properties.upper_bound,
      ]),
    ).toEqual([
      ['210202', 'MultiPolygon', 20],
      ['M0', null, 5],
    ]);
  });

  it('have no geometry in the layer of management areas', async () => {
    const { features: areas } = await features('management-areas/items?bbox=0,0,1,1');
    expect(areas).toMatchObject([{ geometry: null, properties: { name: '市本级' } }]);
  });

  it('say in every layer whether they are synthetic', async () => {
    for (const layer of [
      'institutions',
      'designations',
      'counties',
      'streets',
      'management-areas',
      'population-cells',
      'pharmacy-bounds',
    ])
      expect(await valuesOf(`${layer}/items`, 'is_synthetic')).toSatisfy(
        (values) => values.length > 0 && values.every(Boolean),
      );
  });
});

describe('selecting', () => {
  it('by box takes what meets it, and what has no position, as the standard asks', async () => {
    expect(await valuesOf('institutions/items?bbox=121.15,38.15,121.35,38.35', 'code')).toEqual([
      'H002',
      'H003',
      'H009',
    ]);
    expect(await valuesOf('institutions/items?bbox=121.2,38.2,121.2,38.2', 'code')).toEqual(['H002', 'H009']); // the edge is inside
  });

  it('by a box without width or height', async () => {
    expect(await valuesOf('streets/items?bbox=121.1,38.1,121.1,38.1', 'code')).toEqual(['210202001']);
    expect(await valuesOf('streets/items?bbox=121.5,38.45,121.5,38.55', 'code')).toEqual([]); // a line inside the hole
    expect(await valuesOf('streets/items?bbox=121.5,38.35,121.5,38.55', 'code')).toEqual(['210202001']);
  });

  it('by box compares with the geometry, not with its bounding box: nothing in the hole, and no rounding', async () => {
    expect(await valuesOf('streets/items?bbox=121.45,38.45,121.55,38.55', 'code')).toEqual([]);
    expect(await valuesOf('streets/items?bbox=121.35,38.45,121.55,38.55', 'code')).toEqual(['210202001']);
    expect(await valuesOf('institutions/items?bbox=121.2000001,38.2000001,121.21,38.21', 'code')).toEqual([
      'H009',
    ]);
  });

  it('by box across the antimeridian and at the poles', async () => {
    expect(await valuesOf('streets/items?bbox=177,65,-177,70', 'code')).toEqual(['900000001']);
    expect(await valuesOf('population-cells/items?bbox=179.95,66,-179.95,67', 'h3')).toEqual([
      '882830829a00000',
    ]);
    expect(await valuesOf('streets/items?bbox=-180,85,180,90', 'code')).toEqual([]);
    expect(await valuesOf('streets/items?bbox=-180,-90,180,90', 'code')).toEqual(['210202001', '900000001']);
  });

  it('by six numbers and by the name of CRS84', async () => {
    const query = `bbox=121.15,38.15,-5,121.25,38.25,500&bbox-crs=${encodeURIComponent(CRS84)}&crs=${encodeURIComponent(CRS84)}`;
    expect(await valuesOf(`institutions/items?${query}`, 'code')).toEqual(['H002', 'H009']);
  });

  it('by date: designations in force today by default, others when asked', async () => {
    const services = (query: string) => valuesOf(`designations/items${query}`, 'service');
    expect(await services('')).toEqual(['inpatient', 'personal_account', 'personal_account']);
    expect(await services('?datetime=2003-06-01')).toEqual(['personal_account', 'personal_account']);
    expect(await services('?datetime=2005-12-31')).toHaveLength(2);
    expect(await services('?datetime=2006-01-01')).toHaveLength(1);
    expect(await services('?datetime=../..')).toHaveLength(4); // the terminated agreement never stands in this layer
    expect(await services('?datetime=2005-12-31T15:59:59Z')).toHaveLength(2);
    expect(await services('?datetime=2005-12-31T16:00:00Z')).toHaveLength(1); // 1 January in Shanghai
  });

  it('by date in layers with a history of areas, and without effect where there is no validity', async () => {
    expect(await valuesOf('streets/items', 'code')).not.toContain('210203009');
    expect(await valuesOf('streets/items?datetime=2010-12-31/..', 'code')).toContain('210203009');
    expect(await valuesOf('streets/items?datetime=2011-01-01/..', 'code')).not.toContain('210203009');
    expect(await valuesOf('population-cells/items?datetime=1900-01-01', 'h3')).toHaveLength(2);
  });

  it('by equality, with hostile values', async () => {
    for (const [index, name] of HOSTILE_NAMES.entries())
      expect(await valuesOf(`institutions/items?name=${encodeURIComponent(name)}`, 'code')).toEqual([
        `H${String(index + 1).padStart(3, '0')}`,
      ]);
    expect(await valuesOf('institutions/items?kind=pharmacy&type_no=3', 'code')).toEqual(['H002', 'H008']);
    expect(
      await valuesOf(
        'institutions/items?street_name=%E7%8E%AF%E5%BD%A2%E8%A1%97%E9%81%93&kind=pharmacy',
        'code',
      ),
    ).toHaveLength(5);
    expect(await valuesOf('institutions/items?location_status=unlocated', 'code')).toEqual(['H009']);
    expect(await features('institutions/items?name=nobody')).toMatchObject({
      numberMatched: 0,
      numberReturned: 0,
      features: [],
    });
  });

  it('only some properties', async () => {
    const { features: some } = await features('institutions/items?properties=kind,name&limit=1');
    expect(Object.keys(some[0]?.properties ?? {})).toEqual(['name', 'kind']);
  });

  it.each([
    ['institutions/items?bbox=1,2,3', 'bbox'],
    ['institutions/items?bbox=1,2,3,x', 'bbox'],
    ['institutions/items?datetime=yesterday', 'datetime'],
    ['institutions/items?limit=0', 'limit'],
    ['institutions/items?unknown=1', 'unknown'],
    ['institutions/items?limit=1&limit=2', 'limit'],
    ['institutions/items?limit[]=1', 'limit[]'],
    ['institutions/items?f=xml', 'f'],
    ['institutions/items?cursor=abc', 'cursor'],
    ['institutions/items?name=%00', 'name'],
    ['institutions/items?crs=http://www.opengis.net/def/crs/EPSG/0/4490', 'crs'],
    ['institutions/items/1?bbox=1,2,3,4', 'bbox'],
    ['institutions/schema?limit=1', 'limit'],
    ['institutions?limit=1', 'limit'],
  ])('refuses %s with 400 and names the parameter', async (path, field) => {
    const response = await refused(path);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.body.issues.map((issue: { field: string }) => issue.field)).toContain(field);
  });
});

describe('one feature', () => {
  it('is the same as in its layer, with links to itself and its layer, whatever its validity', async () => {
    const [first] = (await features('institutions/items?limit=1')).features;
    const response = await request(app)
      .get('/collections/institutions/items/1')
      .expect(200)
      .expect('Content-Type', 'application/geo+json');
    const single = JSON.parse(response.text);
    expect(single).toMatchObject({ ...first });
    expect(single.links.map((link: { rel: string }) => link.rel)).toEqual([
      'self',
      'alternate',
      'collection',
    ]);
    expect(response.headers['content-crs']).toBe(`<${CRS84}>`);
    await request(app).get('/collections/designations/items/4').expect(200);
  });

  it.each(['999', '0', '-1', 'abc', '1.0', '99999999999999999999', '1;drop', '%00'])(
    'answers 404 for the number %s',
    async (fid) => {
      await request(app)
        .get(`/collections/institutions/items/${fid}`)
        .expect(404)
        .expect('Content-Type', /problem\+json/);
    },
  );

  it('answers 404 for a layer that is not there', async () => {
    for (const path of ['', '/items', '/items/1', '/schema'])
      await request(app).get(`/collections/pg_class${path}`).expect(404);
  });
});

function signedArea(ring: readonly number[][]): number {
  return ring.slice(1).reduce((sum, [x = 0, y = 0], index) => {
    const [px = 0, py = 0] = ring[index] ?? [];
    return sum + (px * y - x * py) / 2;
  }, 0);
}
