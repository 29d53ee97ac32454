import { spawn } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serverDatabase } from '../../api/db/connect.ts';
import { readMigrations } from '../../api/db/migrate.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';

const MIGRATE = `
  import { openDatabase } from './api/db/open.ts';
  const { close } = await openDatabase({ databaseUrl: process.env.URL, dataDirectory: '', poolSize: 2, statementTimeoutMs: 30_000,
    onProgress: (message) => console.log(message) });
  await close();
`;

const name = `dingdian_test_race_${process.pid}`;
const maintenance = () => serverDatabase({ url: inject('serverUrl'), poolSize: 1, statementTimeoutMs: 0 });
const url = () => Object.assign(new URL(inject('serverUrl')), { pathname: `/${name}` }).href;

async function maintain(statement: string): Promise<void> {
  const db = maintenance();
  try {
    await db.script(statement);
  } finally {
    await db.close();
  }
}
beforeAll(() => maintain(`create database ${name} template template0 encoding 'UTF8'`));
afterAll(() => maintain(`drop database if exists ${name} with (force)`));

function startProcess(): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', MIGRATE], {
    cwd: PROGRAM_ROOT,
    env: { ...process.env, URL: url() },
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    output += data;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

describe('an empty database', () => {
  it('is migrated once by several processes that start at once', async () => {
    const outcomes = await Promise.all([startProcess(), startProcess(), startProcess()]);
    expect(outcomes.map(({ code, output }) => (code === 0 ? 'done' : output))).toEqual([
      'done',
      'done',
      'done',
    ]);
    const db = serverDatabase({ url: url(), poolSize: 1, statementTimeoutMs: 0 });
    const rows = await db.run<{ version: number }>({
      text: 'select version from schema_migration order by version',
    });
    await db.close();
    expect(rows.map((row) => row.version)).toEqual(readMigrations().map((migration) => migration.version));
  });
});
