import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../../api/collections/registry.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { ogcApp, seedCity } from './ogc-fixture.ts';
import { getFeatures } from './ogc-requests.ts';

interface Link {
  readonly rel: string;
  readonly href: string;
  readonly type?: string;
}

let opened: TestDatabase;
let app: Express;
beforeAll(async () => {
  opened = await openTestDatabase();
  await seedCity(opened.database);
  app = ogcApp(opened.database);
});
afterAll(() => opened.close());

const pathOf = (href: string) => href.replace(/^https?:\/\/[^/]+/, '');
const getJson = async (path: string) =>
  (await request(app).get(path).set('Accept', 'application/json').expect(200)).body;

describe('landing page, conformance and layers', () => {
  it('link to everything by absolute addresses, and every link leads to its media type', async () => {
    const seen = new Set<string>();
    const visit = async (links: readonly Link[]) => {
      for (const link of links) {
        expect(link.href).toMatch(/^http:\/\/test\.example\//);
        const path = pathOf(link.href);
        if (seen.has(`${path} ${link.type}`)) continue;
        seen.add(`${path} ${link.type}`);
        const answer = await request(app)
          .get(path)
          .set('Accept', link.type ?? '*/*')
          .expect(200);
        expect(answer.headers['content-type']?.split(';')[0]).toBe(link.type?.split(';')[0]);
        if (answer.headers['content-type']?.includes('json') && Array.isArray(answer.body.links))
          await visit(answer.body.links);
        for (const collection of answer.body.collections ?? []) await visit(collection.links);
      }
    };
    const landing = await getJson('/');
    await visit(landing.links);
    expect(landing.links.map((link: Link) => link.rel)).toEqual(
      expect.arrayContaining(['self', 'alternate', 'service-desc', 'service-doc', 'conformance', 'data']),
    );
    for (const collection of COLLECTIONS)
      expect([...seen].join('\n')).toContain(`/collections/${collection.id}/items`);
  });

  it('describe a layer under its own address exactly as in the list', async () => {
    const { collections } = await getJson('/collections');
    expect(collections.map((one: { id: string }) => one.id)).toEqual(COLLECTIONS.map((one) => one.id));
    for (const listed of collections) expect(await getJson(`/collections/${listed.id}`)).toEqual(listed);
  });

  it('give an extent that holds every feature, and none to a table', async () => {
    for (const collection of COLLECTIONS) {
      const { extent } = await getJson(`/collections/${collection.id}`);
      if (collection.geometryType === null) expect(extent?.spatial).toBeUndefined();
      else {
        const [west, south, east, north] = extent.spatial.bbox[0];
        const all = await getFeatures(app, `/collections/${collection.id}/items?datetime=../..`);
        const inside = await getFeatures(
          app,
          `/collections/${collection.id}/items?datetime=../..&bbox=${[west, south, east, north]}`,
        );
        expect(inside.numberMatched).toBe(all.numberMatched);
        expect(west).toBeGreaterThanOrEqual(-180);
        expect(east).toBeLessThanOrEqual(180);
      }
    }
  });

  it('declare the four classes of Part 1 that are met', async () => {
    const { conformsTo } = await getJson('/conformance');
    expect(conformsTo.map((one: string) => one.split('/conf/')[1])).toEqual([
      'core',
      'oas30',
      'html',
      'geojson',
    ]);
  });

  it('have a page in both languages everywhere', async () => {
    for (const path of ['/', '/conformance', '/collections', '/collections/streets', '/api']) {
      const { text } = await request(app)
        .get(path)
        .set('Accept', 'text/html')
        .expect(200)
        .expect('Content-Type', /text\/html/);
      expect(text).toMatch(/[\u4e00-\u9fff]/);
      expect(text).toMatch(/<span lang="en"/);
      expect(text).not.toMatch(/<script|src="http|undefined|\[object/);
    }
  });

  it('use PUBLIC_URL in links where it is set', async () => {
    const { body } = await request(
      ogcApp(opened.database, { PUBLIC_URL: 'https://gis.example.cn/dingdian/' }),
    )
      .get('/')
      .expect(200);
    for (const link of body.links) expect(link.href).toMatch(/^https:\/\/gis\.example\.cn\/dingdian\//);
  });

  it('take 405 with Allow for other methods', async () => {
    const answer = await request(app).post('/collections').expect(405);
    expect(answer.headers.allow).toContain('GET');
  });
});

describe('an empty database', () => {
  it('describes its layers without extent and answers empty features', async () => {
    const empty = await openTestDatabase();
    try {
      const bare = ogcApp(empty.database);
      const { body } = await request(bare).get('/collections').expect(200);
      expect(body.collections).toHaveLength(COLLECTIONS.length);
      for (const collection of COLLECTIONS) {
        expect(await getFeatures(bare, `/collections/${collection.id}/items`)).toMatchObject({
          numberMatched: 0,
          features: [],
        });
        await request(bare).get(`/collections/${collection.id}/items?f=html`).expect(200);
      }
      expect(body.collections[0].extent?.spatial).toBeUndefined();
    } finally {
      await empty.close();
    }
  });
});

describe('the API definition', () => {
  it('is served as OpenAPI under the type that clients look for, and lists what answers', async () => {
    const answer = await request(app).get('/api').expect(200);
    expect(answer.headers['content-type']).toBe('application/vnd.oai.openapi+json;version=3.0');
    const document = JSON.parse(answer.text);
    const layers = Object.keys(document.paths).filter((path) =>
      document.paths[path].get?.tags?.includes('layers'),
    );
    for (const path of layers) {
      const list = path.endsWith('/{fid}') ? await getFeatures(app, path.replace('/{fid}', '')) : undefined;
      const address = path.replace('{fid}', String(list?.features[0]?.id));
      const { status } = await request(app).get(address);
      expect([path, status]).toEqual([path, 200]);
    }
    await request(app).get('/api').set('Accept', 'application/vnd.oai.openapi+json;version=3.0').expect(200);
    await request(app).get('/api').set('Accept', 'application/json').expect(200);
  });
});

describe('the page of the API', () => {
  it('has every operation of the definition once, questions first', async () => {
    const document = JSON.parse((await request(app).get('/api?f=json').expect(200)).text);
    const operations = Object.values(document.paths).flatMap((item) => Object.keys(item as object));
    const { text } = await request(app).get('/api?f=html').expect(200);
    expect(text.match(/<details>/g)).toHaveLength(operations.length);
    expect(text.indexOf('/proximity-check')).toBeLessThan(text.indexOf('/collections/institutions/items'));
    expect(text).toContain('radiusM');
  });
});

describe('the schema of a layer', () => {
  const ajv = new Ajv2020({
    strict: false,
    formats: { date: /^\d{4}-\d\d-\d\d$/, 'date-time': /^\d{4}-\d\d-\d\dT/ },
  });
  for (const type of ['Point', 'MultiLineString', 'MultiPolygon'])
    ajv.addSchema({
      $id: `https://geojson.org/schema/${type}.json`,
      type: 'object',
      properties: { type: { const: type } },
      required: ['type', 'coordinates'],
    });

  it.each(COLLECTIONS.map((collection) => collection.id))('describes the features of %s', async (id) => {
    const schema = (await request(app).get(`/collections/${id}/schema`).expect(200)).body;
    const validate = ajv.compile({ ...schema, $id: `test:${id}` });
    const { features } = await getFeatures(app, `/collections/${id}/items?datetime=../..`);
    expect(features.length).toBeGreaterThan(0);
    for (const feature of features) {
      // A field without value is null, which GDAL does not let a schema say; the rest must fit.
      const present = Object.fromEntries(
        Object.entries(feature.properties).filter(([, value]) => value !== null),
      );
      expect(validate({ ...feature, properties: present }), JSON.stringify(validate.errors)).toBe(true);
      expect(Object.keys(feature.properties)).toEqual(Object.keys(schema.properties.properties.properties));
    }
  });
});
