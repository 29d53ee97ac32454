import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { readConfig } from '../../api/config.ts';
import { createKey } from '../../api/keys/key-store.ts';
import { temporaryFile } from '../support/import-fixtures.ts';
import { osmFile } from '../support/osm-file.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

let opened: TestDatabase;
let app: Express;
const keys = { reader: '', editor: '' };
beforeAll(async () => {
  // Uploads of other test files must not be taken for our own.
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'dingdian-network-uploads-'));
  opened = await openTestDatabase();
  for (const role of ['reader', 'editor'] as const)
    keys[role] = (await createKey(opened.database, { name: role, role }, { actor: 'test' })).key;
  app = createApp({ database: opened.database, config: readConfig({}), log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await opened.close();
  delete process.env.TMPDIR;
});
beforeEach(() => opened.database.script('truncate walk_network, import_run, audit_log cascade'));

const EXTRACT = osmFile({
  nodes: { 1: [7, 43], 2: [7.001, 43], 3: [7.002, 43] },
  timestamp: Date.UTC(2026, 4, 1) / 1000,
  ways: [
    { id: 10, refs: [1, 2, 3], tags: { highway: 'residential' } },
    { id: 11, refs: [1, 3], tags: { highway: 'motorway' } },
  ],
});
const file = () => temporaryFile('Ville.osm.pbf', EXTRACT).path;
const post = (path: string, key = keys.editor) => request(app).post(path).set('X-API-Key', key);
const uploads = () => readdirSync(tmpdir()).filter((name) => name.startsWith('dingdian-upload-'));

describe('POST /imports/network', () => {
  it('imports an extract with what its header states; the report is kept, the upload is not', async () => {
    const { body, headers } = await post('/imports/network')
      .field('area', 'ville')
      .field('activate', 'true')
      .attach('file', file())
      .expect(201);
    expect(body).toMatchObject({
      outcome: 'stored',
      format: 'osm.pbf',
      network: { code: 'ville', area: 'ville', sourceDate: '2026-05-01', isActive: true },
      build: { edges: 1, dropped: [{ what: 'motorway', ways: 1 }] },
    });
    const kept = await request(app).get(headers.location!).set('X-API-Key', keys.editor).expect(200);
    expect(kept.body).toEqual(body);
    const [run] = (await request(app).get('/imports').set('X-API-Key', keys.editor)).body.imports;
    expect(run).toMatchObject({ kind: 'network', fileName: 'Ville.osm.pbf', rowsRead: 2, inserted: 1 });
    expect(uploads()).toEqual([]);
    const { features } = (await request(app).get('/collections/walk-edges/items?network_code=ville')).body;
    expect(features).toMatchObject([
      {
        geometry: {
          type: 'MultiLineString',
          coordinates: [
            [
              [7, 43],
              [7.001, 43],
              [7.002, 43],
            ],
          ],
        },
        properties: { highway: 'residential', way_id: '10', is_active: true },
      },
    ]);
  });

  it('answers 200 for the same again and for a dry run, 409 for other content', async () => {
    const send = (fields: Record<string, string>) =>
      post('/imports/network')
        .field({ area: 'ville', code: 'v1', ...fields })
        .attach('file', file());
    expect((await send({ dryRun: 'true' }).expect(200)).body).toMatchObject({
      outcome: 'checked',
      committed: false,
    });
    await send({}).expect(201);
    expect((await send({}).expect(201)).body).toMatchObject({ outcome: 'unchanged' });
    const { body } = await send({ sourceDate: '2026-01-01' }).expect(409);
    expect(body).toMatchObject({ code: 'conflict', issues: [{ field: 'code', value: 'v1' }] });
    expect((await send({ sourceDate: '2026-01-01', replace: 'true' }).expect(201)).body).toMatchObject({
      outcome: 'replaced',
    });
  });

  it('takes a profile of one’s own', async () => {
    const { body } = await post('/imports/network')
      .field('area', 'ville')
      .field('profile', '{"id": "mine"')
      .attach('file', file())
      .expect(400);
    expect(body.issues).toMatchObject([{ field: 'profile' }]);
  });

  it.each<[string, Record<string, string>, Buffer | string, string]>([
    ['no area', {}, EXTRACT, 'area'],
    ['a misspelt field', { area: 'a', activated: 'true' }, EXTRACT, 'activated'],
    ['a flag that is none', { area: 'a', activate: 'yes' }, EXTRACT, 'activate'],
    ['a damaged file', { area: 'a' }, EXTRACT.subarray(0, -5), 'file'],
    ['another file', { area: 'a' }, 'not a map', 'file'],
  ])('answers 400 naming the field for %s', async (_what, fields, content, field) => {
    const { body } = await post('/imports/network')
      .field(fields)
      .attach('file', temporaryFile('x.osm.pbf', content).path)
      .expect(400);
    expect(body.issues.map((issue: { field: string }) => issue.field)).toContain(field);
    expect(uploads()).toEqual([]);
  });

  it('is for editors', async () => {
    await post('/imports/network', keys.reader).field('area', 'a').attach('file', file()).expect(403);
    await request(app).post('/imports/network').expect(401);
  });
});

describe('/walk-networks', () => {
  const line = [
    [
      [7, 43],
      [7.001, 43],
    ],
  ] as const;
  beforeEach(async () => {
    await loadNetwork(opened.database, line, { code: 'one', area: 'a' });
    await loadNetwork(opened.database, line, { code: 'two', area: 'a', active: false });
  });
  const states = async () =>
    (
      (await request(app).get('/walk-networks').expect(200)).body.networks as {
        code: string;
        isActive: boolean;
      }[]
    ).map(({ code, isActive }) => [code, isActive]);

  it('lists the versions, and tells one with its report', async () => {
    expect(await states()).toEqual([
      ['one', true],
      ['two', false],
    ]);
    const { body } = await request(app).get('/walk-networks/two').expect(200);
    expect(body).toMatchObject({ code: 'two', edges: 1, build: { waysRead: 1, dropped: [] } });
    expect((await request(app).get('/walk-networks/nine').expect(404)).body.issues).toMatchObject([
      { field: 'code', value: 'nine', allowed: 'one, two' },
    ]);
  });

  it('activates, retires and deletes, each with an audit row that names the caller', async () => {
    expect((await post('/walk-networks/two/activate').expect(200)).body).toEqual({
      code: 'two',
      area: 'a',
      changed: true,
      retired: 'one',
    });
    expect((await post('/walk-networks/two/activate').expect(200)).body).toMatchObject({
      changed: false,
      retired: null,
    });
    expect(await states()).toEqual([
      ['one', false],
      ['two', true],
    ]);
    const remove = (code: string, key = keys.editor) =>
      request(app).delete(`/walk-networks/${code}`).set('X-API-Key', key);
    expect((await remove('two').expect(409)).body.detail).toMatch(/is active in a/);
    await post('/walk-networks/two/retire').expect(200);
    expect((await remove('two').expect(200)).body).toEqual({ code: 'two', area: 'a', edges: 1 });
    expect(await states()).toEqual([['one', false]]);
    const audits = await opened.database.run({
      text: "select action, entity_id from audit_log where entity = 'walk_network' and actor like 'key:%' and request_id <> '' order by audit_id",
    });
    expect(audits).toEqual([
      { action: 'activate', entity_id: 'two' },
      { action: 'retire', entity_id: 'two' },
      { action: 'remove', entity_id: 'two' },
    ]);
  });

  it('changes for editors only, and for known codes only', async () => {
    await post('/walk-networks/two/activate', keys.reader).expect(403);
    await request(app).post('/walk-networks/two/retire').expect(401);
    await request(app).delete('/walk-networks/two').set('X-API-Key', keys.reader).expect(403);
    await post('/walk-networks/nine/activate').expect(404);
    expect(await states()).toEqual([
      ['one', true],
      ['two', false],
    ]);
  });

  it('lets one of many activations at once win', async () => {
    await Promise.all(
      ['one', 'two', 'one', 'two', 'one'].map((code) => post(`/walk-networks/${code}/activate`).expect(200)),
    );
    expect((await states()).filter(([, isActive]) => isActive)).toHaveLength(1);
  });
});
