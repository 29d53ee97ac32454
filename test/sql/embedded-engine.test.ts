import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { embeddedDatabase } from '../../api/db/connect.ts';
import { lockDataDirectory } from '../../api/db/data-directory-lock.ts';
import { startEmbeddedEngine } from '../../api/db/embedded-engine.ts';
import { type OpenedDatabase, openDatabase } from '../../api/db/open.ts';
import { preparedArchivePath } from '../../api/db/prepared-data-directory.ts';
import { StartupError } from '../../api/errors.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dingdian-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (progress: string[] = []): Promise<OpenedDatabase> =>
  openDatabase({
    dataDirectory: folder,
    poolSize: 1,
    statementTimeoutMs: 30_000,
    onProgress: (message) => progress.push(message),
  });
const lockFile = () => join(folder, 'dingdian.lock');
const countIndicators = (opened: OpenedDatabase, indicator: string) =>
  opened.database.run({
    text: 'select count(*)::int as n from indicator where indicator = $1',
    values: [indicator],
  });
const addIndicator = (opened: OpenedDatabase, indicator: string) =>
  opened.database.run({
    text: `insert into indicator (indicator, unit, title_zh, title_en) values ($1, 'x', 'x', 'x')`,
    values: [indicator],
  });

/** Another process that opens the folder, runs `work` with `opened` in reach, says "done" and waits to be ended. */
async function startOther(work: string): Promise<ChildProcess> {
  const program = `
    import { openDatabase } from './api/db/open.ts';
    const opened = await openDatabase({ dataDirectory: ${JSON.stringify(folder)}, poolSize: 1, statementTimeoutMs: 30_000, onProgress: () => undefined });
    ${work}
    console.log('done');
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: PROGRAM_ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! })) if (line === 'done') return child;
  throw new Error('the other process ended before its work was done');
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('close', () => resolve());
    child.kill('SIGKILL');
  });
}

// The embedded engine needs no server; the run on a server leaves these out.
describe.skipIf(inject('serverUrl') !== undefined)('the embedded engine on a folder', () => {
  it('keeps its data over a restart and leaves no lock', async () => {
    const progress: string[] = [];
    const first = await open(progress);
    await addIndicator(first, 'kept');
    expect(existsSync(lockFile())).toBe(true);
    await first.close();
    expect(existsSync(lockFile())).toBe(false);
    const second = await open(progress);
    expect(await countIndicators(second, 'kept')).toEqual([{ n: 1 }]);
    await second.close();
    expect(progress).toContainEqual(expect.stringMatching(/^first start/));
    expect(progress.at(-1)).toMatch(/^opening the database/);
  });

  it('is refused to a second process, which is told who holds it, and survives that one being killed', async () => {
    const other = await startOther(
      `await opened.database.run({ text: "insert into indicator values ('killed', 'x', 'x', 'x')" });
       await opened.database.transaction(async (tx) => { await tx.run({ text: "insert into indicator values ('unfinished', 'x', 'x', 'x')" });
         console.log('done'); await new Promise((never) => setTimeout(never, 3_600_000)); });`,
    );
    const refused = open();
    await expect(refused).rejects.toThrow(StartupError);
    await expect(refused).rejects.toThrow(
      new RegExp(`in use by another dingdian process \\(process ${other.pid} on .*Remedy`),
    );
    await kill(other);
    const opened = await open();
    expect(await countIndicators(opened, 'killed')).toEqual([{ n: 1 }]);
    expect(await countIndicators(opened, 'unfinished')).toEqual([{ n: 0 }]);
    await opened.close();
  });

  it('recovers from a first start that was cut short', async () => {
    mkdirSync(join(folder, 'pglite', 'base'), { recursive: true });
    writeFileSync(join(folder, 'pglite', 'PG_VERSION'), '18\n');
    writeFileSync(join(folder, 'pglite.unfinished'), '');
    const opened = await open();
    await addIndicator(opened, 'recovered');
    await opened.close();
    expect(existsSync(join(folder, 'pglite.unfinished'))).toBe(false);
    const again = await open();
    expect(await countIndicators(again, 'recovered')).toEqual([{ n: 1 }]);
    await again.close();
  });

  it('never empties a folder that it cannot read; the refusal names the remedy and frees the lock', async () => {
    mkdirSync(join(folder, 'pglite'));
    writeFileSync(join(folder, 'pglite', 'PG_VERSION'), '9\n');
    const attempt = open();
    await expect(attempt).rejects.toThrow(StartupError);
    await expect(attempt).rejects.toThrow(/cannot be opened.*Remedy/);
    expect(readFileSync(join(folder, 'pglite', 'PG_VERSION'), 'utf8')).toBe('9\n');
    expect(existsSync(lockFile())).toBe(false);
  });

  it('gives a new connection a clean session after the old one was lost inside a transaction', async () => {
    const engine = await startEmbeddedEngine({ preparedArchive: preparedArchivePath() });
    for (let round = 0; round < 10; round += 1) {
      const lost = new pg.Client({ host: engine.socketDirectory, user: 'postgres', database: 'postgres' });
      lost.on('error', () => undefined);
      await lost.connect();
      await lost.query('discard all');
      await lost.query('begin');
      await lost.query({ name: 'kept by the session', text: 'select $1::int + 1 as n', values: [1] });
      await lost.query("insert into indicator values ('lost', 'x', 'x', 'x')");
      (lost as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
      const database = embeddedDatabase(engine);
      expect(
        await database.run({ text: "select count(*)::int as n from indicator where indicator = 'lost'" }),
      ).toEqual([{ n: 0 }]);
      expect(
        await database.run({ name: 'kept by the session', text: 'select $1::int as n', values: [1] }),
      ).toEqual([{ n: 1 }]);
      await database.close();
    }
    await engine.stop();
  });
});

describe.skipIf(inject('serverUrl') !== undefined)('the lock of a folder', () => {
  const lock = () => lockDataDirectory(folder);
  const leave = (holder: object | string) =>
    writeFileSync(lockFile(), typeof holder === 'string' ? holder : JSON.stringify(holder));

  it('is held by one at a time, also within one process', () => {
    const release = lock();
    expect(lock).toThrow(StartupError);
    release();
    lock()();
  });

  it('is taken over from a process that no longer runs', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await new Promise((resolve) => gone.on('close', resolve));
    leave({ processId: gone.pid, host: hostname(), started: null });
    lock()();
  });

  it.skipIf(process.platform !== 'linux')(
    'is taken over when the process id now belongs to another process',
    () => {
      leave({ processId: process.pid, host: hostname(), started: 'an earlier boot/1' });
      lock()();
      leave({ processId: 1, host: hostname(), started: 'an earlier boot/1' });
      lock()();
    },
  );

  it('of another machine counts while it is touched', async () => {
    leave({ processId: 1, host: 'another-machine', started: null });
    expect(lock).toThrow(/another-machine/);
    utimesSync(lockFile(), 1_000_000, 1_000_000);
    lock()();
  });

  it('that is just being written counts as held; an old empty one does not', async () => {
    leave('');
    expect(lock).toThrow(StartupError);
    utimesSync(lockFile(), 1_000_000, 1_000_000);
    lock()();
  });

  it('of a folder that cannot be written is refused with the remedy', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => lockDataDirectory(join(folder, 'file', 'data'))).toThrow(
      /cannot be written.*Remedy: set DATA_DIR/,
    );
  });

  it('is won by exactly one of several processes that find a left-behind lock at once', async () => {
    leave({ processId: 2 ** 22 + 1, host: hostname(), started: null });
    const program = `
      import { lockDataDirectory } from './api/db/data-directory-lock.ts';
      try { lockDataDirectory(${JSON.stringify(folder)}); console.log('won'); setTimeout(() => undefined, 3000); } catch { console.log('refused'); }
    `;
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
          cwd: PROGRAM_ROOT,
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let output = '';
        for await (const data of child.stdout) output += data;
        return output.trim();
      }),
    );
    expect(outcomes.sort()).toEqual(['refused', 'refused', 'refused', 'refused', 'won']);
  });
});
