import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { HOSTILE_NAMES, ogcApp, seedCity } from './ogc-fixture.ts';

let opened: TestDatabase;
let app: Express;
beforeAll(async () => {
  opened = await openTestDatabase();
  await seedCity(opened.database);
  app = ogcApp(opened.database);
});
afterAll(() => opened.close());

const items = (collection: string, query = '') => `/collections/${collection}/items${query}`;
async function json(path: string) {
  const response = await request(app).get(path).set('Accept', 'application/geo+json').expect(200);
  return JSON.parse(response.text) as {
    features: { id: number; geometry: { type: string; coordinates: unknown } | null; properties: Record<string, unknown> }[];
    numberMatched: number;
    numberReturned: number;
    timeStamp: string;
    links: { rel: string; href: string; type: string }[];
  };
}
const codes = async (path: string) => (await json(path)).features.map((feature) => feature.properties.code);

describe('features of a layer as GeoJSON', () => {
  it('gives every institution with its names unharmed, its figures of today and a null geometry where it has no position', async () => {
    const page = await json(items('institutions'));
    expect(page.features.map((feature) => feature.properties.name)).toEqual(HOSTILE_NAMES);
    expect(page).toMatchObject({ numberMatched: 10, numberReturned: 10 });
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
});
