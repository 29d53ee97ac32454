import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addImportCommand } from '../../api/importing/import-command.ts';
import { AREAS, csvFile, DEFECTS, temporaryFile, temporaryPath } from '../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
let printed = '';
let sessions = 0;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => {
  sessions = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  process.exitCode = undefined;
  return () => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  };
});

/** Runs `dingdian import …` and returns what it printed on stdout and the exit code. */
async function run(...args: string[]): Promise<{ out: string; exitCode: number }> {
  const program = new Command('dingdian').exitOverride().configureOutput({ writeErr: () => undefined });
  addImportCommand(program, async () => {
    sessions += 1;
    const close = async () => {
      sessions -= 1;
    };
    return { database: opened.database, close };
  });
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  printed = '';
  await program.parseAsync(['node', 'dingdian', 'import', ...args]);
  return { out: printed, exitCode: Number(process.exitCode ?? 0) };
}

describe('dingdian import', () => {
  it('prints a report for people, or JSON; the session is closed', async () => {
    const { out, exitCode } = await run('areas', AREAS.path, '--source', '测绘');
    expect(out).toMatch(
      /^IMPORTED — areas from areas\.geojson \(geojson, utf-8, CRS84\)\nrows read {3}8\ninserted {4}8 {3}updated 0/,
    );
    expect(out).toContain(
      'warning row 4, parent_code: 上级由位置推定：210201 东区 / the parent was derived by location: 210201 东区 [parent-derived]',
    );
    expect([exitCode, sessions]).toEqual([0, 0]);
    const again = JSON.parse((await run('areas', AREAS.path, '--json')).out) as Record<string, unknown>;
    expect(again).toMatchObject({ unchanged: 8, committed: true });
    const actors = await opened.database.run({
      text: 'select distinct actor ~ $1 as ours from import_run',
      values: ['^cli:.'],
    });
    expect(actors).toEqual([{ ours: true }]);
  });

  it('ends with exit code 1 when the file is rejected, and writes the rejected rows', async () => {
    const rejected = temporaryPath('cli-rejected.csv');
    const { out, exitCode } = await run(
      'institutions',
      DEFECTS.path,
      '--crs',
      'CRS84',
      '--rejected-file',
      rejected,
    );
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^REJECTED: nothing was written/);
    expect(out).toContain(
      'rejected row 3, kind = "hospital": 不在允许值之内 / is not one of the allowed values [not-allowed] (allowed: medical, pharmacy,',
    );
    expect(out).toContain(`rejected rows written to ${rejected}`);
    // 27 rows have a fault (no institution with the same source_id is stored here) and one line of the fixture is broken.
    expect(readFileSync(rejected, 'utf8').trim().split('\r\n')).toHaveLength(28);
  });

  it('maps a foreign file, previews it without a database, and skips what is invalid', async () => {
    const file = csvFile('poi.csv', [
      { uid: 1, title: '店', tag: '药店', lng: 121.05, lat: 39.05 },
      { uid: 2, title: '园', tag: '公园', lng: 121.06, lat: 39.05 },
    ]);
    const mapping = temporaryFile(
      'mapping.json',
      JSON.stringify({
        columns: { source_id: 'uid', name: 'title', kind: 'tag', lon: 'lng' },
        values: { kind: { map: { 药店: 'pharmacy' } } },
      }),
    );
    const options = ['--crs', 'bd09', '--mapping', mapping.path, '--accuracy-m', '20', '--source', 'poi'];
    options.push('--accept-suspicious'); // a map service names no services
    const preview = await run('institutions', file.path, ...options, '--preview', '5');
    expect(preview.out).toMatch(
      /row 2 as understood {2}at 121\.0\d+, 39\.0\d+ \(WGS 84\)\n {2}\{"source_id":"1","name":"店","kind":"pharmacy","accuracy_m":20,/,
    );
    expect(preview.out).toContain(
      'row 3 rejected\n  {"source_id":"2","name":"园","lon":"121.06","lat":"39.05"}',
    );
    expect(sessions).toBe(0);
    const { out, exitCode } = await run('institutions', file.path, ...options, '--skip-invalid', '--dry-run');
    expect(out).toMatch(/^DRY RUN/);
    expect(exitCode).toBe(0);
    await run('institutions', file.path, ...options, '--skip-invalid', '--synthetic');
    const stored = await opened.database.run({
      text: `select source_crs, accuracy_m, is_synthetic from institution where source = 'poi'`,
    });
    expect(stored).toEqual([{ source_crs: 'BD09', accuracy_m: 20, is_synthetic: true }]);
  });

  it('describes a population surface by options', async () => {
    const file = csvFile('homes.csv', [{ lon: 121.05, lat: 39.05, population: 3 }]);
    const surface = [
      'code',
      'c',
      'title-zh',
      '甲',
      'title-en',
      'A',
      'as-of',
      '2025-12-31',
      'method',
      'm',
      'document',
      'd',
      'resolution',
      '7',
    ];
    const options = surface.flatMap((word, index) =>
      index % 2 === 0 ? [`--surface-${word}`, surface[index + 1]!] : [],
    );
    const { out } = await run('population', file.path, '--crs', 'CRS84', ...options, '--surface-modelled');
    expect(out).toContain('surface-total: 1 cells with 3 residents in all');
    const [row] = await opened.database.run({
      text: 'select code, title_zh, h3_resolution, is_modelled from population_surface',
    });
    expect(row).toEqual({ code: 'c', title_zh: '甲', h3_resolution: 7, is_modelled: true });
  });

  it.each([
    [['hospitals', AREAS.path], /Allowed choices are areas/],
    [['areas', '/nowhere.geojson'], /there is no such file/],
    [['institutions', DEFECTS.path], /coordinate system/],
    [['areas', AREAS.path, '--mapping', '/nowhere.json'], /mapping: ENOENT/],
    [['areas', AREAS.path, '--preview', '0'], /whole number of at least 1/],
    [['areas', AREAS.path, '--surface-code', 'x'], /surface/],
  ] as const)('refuses %j before it opens the database for long', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
    expect(sessions).toBe(0);
  });
});
