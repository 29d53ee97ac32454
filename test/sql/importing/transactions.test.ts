import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { ClientGoneError } from '../../../api/errors.ts';
import { importFile } from '../../../api/importing/import-file.ts';
import { getImportReport, listImportRuns } from '../../../api/importing/import-runs.ts';
import { AREAS, countStored, csvFile, load, refused } from '../../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let opened: TestDatabase;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
});
afterAll(() => opened.close());
beforeEach(async () => {
  await db.script('truncate area, institution, data_extent, data_extent_edge, import_run, audit_log cascade');
  await load(db, 'areas', AREAS);
});

const pharmacies = (from: number, count: number, name = '药店') =>
  Array.from({ length: count }, (_, index) => ({
    code: `P${from + index}`,
    name,
    kind: 'pharmacy',
    lon: 121.01 + (index % 100) * 0.001,
    lat: 39.01 + Math.floor(index / 100) * 0.001,
    accuracy_m: 5,
    services: 'personal_account',
  }));
const CRS = { crs: 'CRS84' };

describe('an import', () => {
  it('as a dry run tells everything and keeps nothing', async () => {
    const before = await countStored(db);
    const file = csvFile('dry.csv', pharmacies(0, 1500));
    const dry = await load(db, 'institutions', file, { ...CRS, dryRun: true });
    expect(dry).toMatchObject({
      dryRun: true,
      committed: false,
      inserted: 1500,
      locations: { located: 1500 },
    });
    expect(await countStored(db)).toEqual(before);
    const real = await load(db, 'institutions', file, CRS);
    const comparable = ({
      importId: _id,
      seconds: _seconds,
      dryRun: _dry,
      committed: _committed,
      ...rest
    }: typeof dry) => rest;
    expect(comparable(real)).toEqual(comparable(dry));
  });

  it('is recorded with its report and an audit row, and leaves the staging tables empty', async () => {
    const report = await importFile(db, 'institutions', csvFile('kept.csv', pharmacies(0, 3)), CRS, {
      actor: 'key:abc',
      requestId: 'r-1',
    });
    expect(await getImportReport(db, report.importId)).toEqual(JSON.parse(JSON.stringify(report)));
    const [audit] = await db.run({
      text: `select actor, action, entity, entity_id, request_id from audit_log where entity = 'institutions'`,
    });
    expect(audit).toEqual({
      actor: 'key:abc',
      action: 'import',
      entity: 'institutions',
      entity_id: report.importId,
      request_id: 'r-1',
    });
    const runs = await listImportRuns(db, { limit: 10 });
    expect(runs.map((run) => [run.kind, run.inserted])).toEqual([
      ['institutions', 3],
      ['areas', 8],
    ]);
    const [newest] = runs;
    expect(await listImportRuns(db, { limit: 10, before: newest! })).toHaveLength(1);
    expect(await countStored(db)).toMatchObject({ import_row: 0, import_issue: 0 });
  });

  it('of two at once waits for the other: both end, nothing is lost or doubled', async () => {
    const first = pharmacies(0, 1200);
    const second = pharmacies(600, 1200, '新名');
    const reports = await Promise.all([
      load(db, 'institutions', csvFile('one.csv', first), CRS),
      load(db, 'institutions', csvFile('two.csv', second), CRS),
      load(db, 'areas', AREAS),
    ]);
    expect(reports.map((report) => report.committed)).toEqual([true, true, true]);
    expect(reports[0]!.inserted + reports[1]!.inserted).toBe(1800);
    expect(await countStored(db)).toMatchObject({ institution: 1800, designation: 1800 });
  });

  it('that is given up while it reads writes nothing', async () => {
    const before = await countStored(db);
    const cancel = new AbortController();
    const work = importFile(db, 'institutions', csvFile('long.csv', pharmacies(0, 5000)), CRS, {
      actor: 'test',
      signal: cancel.signal,
      onProgress: (rows) => {
        if (rows >= 2500) cancel.abort();
      },
    });
    await expect(work).rejects.toBeInstanceOf(ClientGoneError);
    expect(await countStored(db)).toEqual(before);
    expect(await load(db, 'institutions', csvFile('after.csv', pharmacies(0, 5)), CRS)).toMatchObject({
      inserted: 5,
    });
  });

  it('that fails inside a transaction of the caller undoes only itself', async () => {
    await db.transaction(async (tx) => {
      await load(tx, 'institutions', csvFile('good.csv', pharmacies(0, 5)), CRS);
      await refused(
        load(
          tx,
          'institutions',
          csvFile('bad.csv', [...pharmacies(5, 5), { code: 'X', kind: 'pharmacy' }]),
          CRS,
        ),
      );
      await load(tx, 'institutions', csvFile('dry.csv', pharmacies(10, 5)), { ...CRS, dryRun: true });
    });
    expect(await countStored(db)).toMatchObject({ institution: 5, import_run: 2 });
  });

  it('tells its progress up to the last row', async () => {
    const told: number[] = [];
    await importFile(db, 'institutions', csvFile('p.csv', pharmacies(0, 1200)), CRS, {
      actor: 'test',
      onProgress: (rows) => told.push(rows),
    });
    expect(told).toEqual([500, 1000, 1200]);
  });
});
