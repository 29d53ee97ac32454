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
import { AREAS, countStored, csvFile, DEFECTS, load, temporaryFile } from '../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
let app: Express;
const keys = { reader: '', editor: '' };
const appWith = (environment: Record<string, string>) =>
  createApp({ database: opened.database, config: readConfig(environment), log: pino({ level: 'silent' }) });

beforeAll(async () => {
  // Uploads of other test files must not be taken for our own.
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'dingdian-uploads-'));
  opened = await openTestDatabase();
  for (const role of ['reader', 'editor'] as const)
    keys[role] = (await createKey(opened.database, { name: role, role }, { actor: 'test' })).key;
  app = appWith({});
});
afterAll(async () => {
  await opened.close();
  delete process.env.TMPDIR;
});
beforeEach(async () => {
  await opened.database.script(
    'truncate area, institution, data_extent, data_extent_edge, import_run, audit_log cascade',
  );
  await load(opened.database, 'areas', AREAS);
});

const post = (kind: string, target = app) =>
  request(target).post(`/imports/${kind}`).set('X-API-Key', keys.editor);
const get = (path: string) => request(app).get(path).set('X-API-Key', keys.editor);
const pharmacy = {
  code: 'P1',
  name: '药店',
  kind: 'pharmacy',
  services: 'personal_account',
  lon: 121.05,
  lat: 39.05,
  accuracy_m: 5,
};
/** Folders of uploads under way. */
const uploads = () => readdirSync(tmpdir()).filter((name) => name.startsWith('dingdian-upload-'));

describe('POST /imports/:kind', () => {
  it('imports, answers 201 with the report, and the report can be read again', async () => {
    const before = uploads();
    const answer = await post('institutions')
      .field('crs', 'CRS84')
      .field('source', '登记')
      .attach('file', csvFile('p.csv', [pharmacy]).path, '药店 清单.csv')
      .expect(201);
    expect(answer.body).toMatchObject({
      kind: 'institutions',
      fileName: '药店 清单.csv',
      inserted: 1,
      committed: true,
      crs: 'CRS84',
    });
    expect(answer.headers.location).toBe(`/imports/${answer.body.importId}`);
    expect((await get(answer.headers.location!).expect(200)).body).toEqual(answer.body);
    const run = await opened.database.kysely
      .selectFrom('import_run')
      .select(['actor', 'options'])
      .where('kind', '=', 'institutions')
      .executeTakeFirstOrThrow();
    expect(run.actor).toBe(`key:${keys.editor.slice(3, 15)}`);
    expect(run.options).toMatchObject({ source: '登记' });
    expect(uploads()).toEqual(before);
  });

  it('answers a rejected file with 422 problem+json: every row named, the counts in report, nothing written', async () => {
    const before = await countStored(opened.database);
    const answer = await post('institutions').field('crs', 'CRS84').attach('file', DEFECTS.path).expect(422);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      code: 'import-rejected',
      status: 422,
      type: '/errors/import-rejected',
      report: { rowsRead: 46, committed: false },
    });
    expect(answer.body.issues).toHaveLength(answer.body.report.rejected);
    expect(answer.body.issues[1]).toMatchObject({
      row: 3,
      field: 'kind',
      value: 'hospital',
      code: 'not-allowed',
      reason: 'is not one of the allowed values',
    });
    expect(answer.body.issues[1].reason_zh).toMatch(/\p{Script=Han}/u);
    expect(await countStored(opened.database)).toEqual(before);
  });

  it('takes the mapping as a part or as text; flags; a dry run keeps nothing; a preview shows rows as understood', async () => {
    const file = csvFile('poi.csv', [
      { ...pharmacy, kind: '药房' },
      { ...pharmacy, code: 'P2', kind: '其他', lon: 121.06 },
    ]).path;
    const mapping = JSON.stringify({ values: { kind: { map: { 药房: 'pharmacy' } } } });
    const dry = await post('institutions')
      .field({ crs: 'CRS84', dryRun: 'true', skipInvalid: 'true', mapping })
      .attach('file', file)
      .expect(200);
    expect(dry.body).toMatchObject({ dryRun: true, inserted: 1, rejected: 1 });
    expect((await countStored(opened.database)).institution).toBe(0);
    const preview = await post('institutions')
      .field({ crs: 'gcj02', preview: '1' })
      .attach('mapping', Buffer.from(mapping), 'mapping.json')
      .attach('file', file)
      .expect(200);
    expect(preview.body.rows).toHaveLength(1);
    expect(preview.body.rows[0]).toMatchObject({
      row: 2,
      rejected: false,
      values: { code: 'P1', kind: 'pharmacy' },
    });
    expect(preview.body.rows[0].position[0]).not.toBe(121.05);
  });

  it('loads a population surface given as JSON', async () => {
    const surface = {
      code: 's',
      titleZh: '人口',
      titleEn: 'People',
      asOf: '2025-12-31',
      method: 'm',
      document: 'd',
    };
    const file = csvFile('p.csv', [{ lon: 121.05, lat: 39.05, population: 12 }]).path;
    const answer = await post('population')
      .field({ crs: 'CRS84', surface: JSON.stringify(surface) })
      .attach('file', file)
      .expect(201);
    expect(answer.body).toMatchObject({ inserted: 1 });
  });

  it.each([
    ['without key', 401, () => request(app).post('/imports/areas').attach('file', AREAS.path)],
    [
      'with a reader key',
      403,
      () => request(app).post('/imports/areas').set('X-API-Key', keys.reader).attach('file', AREAS.path),
    ],
    ['of an unknown kind', 404, () => post('hospitals').attach('file', AREAS.path)],
    ['without file', 400, () => post('areas').field('crs', 'CRS84')],
    ['that is not multipart', 415, () => post('areas').send({ crs: 'CRS84' })],
    ['with an unknown field', 400, () => post('areas').field('srs', 'CRS84').attach('file', AREAS.path)],
    [
      'with a path on the server',
      400,
      () => post('areas').field('rejectedFile', '/tmp/x.csv').attach('file', AREAS.path),
    ],
    [
      'with a mapping that is not JSON',
      400,
      () => post('areas').field('mapping', '{').attach('file', AREAS.path),
    ],
    [
      'with a mapping of unknown entries',
      400,
      () => post('areas').field('mapping', '{"rows":{}}').attach('file', AREAS.path),
    ],
    ['without coordinate system', 400, () => post('institutions').attach('file', DEFECTS.path)],
    [
      'of an unknown format',
      400,
      () => post('institutions').field('crs', 'CRS84').attach('file', temporaryFile('x.doc', 'no').path),
    ],
    ['with a second file', 400, () => post('areas').attach('file', AREAS.path).attach('file', AREAS.path)],
    [
      'that is too large',
      413,
      () => post('areas', appWith({ MAX_UPLOAD_BYTES: '1000' })).attach('file', AREAS.path),
    ],
  ] as const)('an upload %s is answered %i', async (_what, status, send) => {
    const before = uploads();
    const answer = await send();
    expect([answer.status, answer.body.status]).toEqual([status, status]);
    expect(uploads()).toEqual(before);
    expect((await countStored(opened.database)).institution).toBe(0);
  });
});

describe('GET /imports', () => {
  it('pages from the newest, for editors', async () => {
    for (const code of ['A', 'B', 'C'])
      await load(opened.database, 'institutions', csvFile(`${code}.csv`, [{ ...pharmacy, code }]), {
        crs: 'CRS84',
      });
    const first = (await get('/imports?limit=3').expect(200)).body;
    expect(first.imports.map((run: { fileName: string }) => run.fileName)).toEqual([
      'C.csv',
      'B.csv',
      'A.csv',
    ]);
    const second = (await get(`/imports?limit=3&after=${first.next}`).expect(200)).body;
    expect(second.imports.map((run: { fileName: string }) => run.fileName)).toEqual(['areas.geojson']);
    expect(second.next).toBeUndefined();
    await request(app).get('/imports').expect(401);
    await get('/imports?after=nonsense').expect(400);
    await get('/imports?page=2').expect(400);
    await get('/imports/00000000-0000-4000-8000-000000000000').expect(404);
    await get('/imports/1').expect(404);
  });
});
