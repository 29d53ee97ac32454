import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { addRunCommand } from '../../api/analyses/run-command.ts';
import { InvalidInputError } from '../../api/errors.ts';
import { addJobsCommand } from '../../api/jobs/jobs-command.ts';
import { begun, submit } from '../support/job-runners.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

vi.mock('../../api/analyses/registry.ts', async () => ({
  ANALYSES: [(await import('../support/gated-analysis.ts')).gatedAnalysis],
}));

let opened: TestDatabase;
let sessionsOpen = 0;
let out = '';
let told = '';

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => {
  out = '';
  told = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  expect(sessionsOpen).toBe(0);
});

async function dingdian(...args: string[]): Promise<void> {
  const program = new Command('dingdian').exitOverride().configureOutput({ writeErr: () => undefined });
  const openSession = async () => {
    sessionsOpen += 1;
    return {
      database: opened.database,
      close: async () => {
        sessionsOpen -= 1;
      },
    };
  };
  addRunCommand(program, openSession);
  addJobsCommand(program, openSession);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['node', 'dingdian', ...args]);
}

test('run prints the answer alone on stdout; progress is told on stderr when it is asked for', async () => {
  const quiet = dingdian('run', 'gated-question', '--name', 'quiet', '--count', '3');
  const first = await begun('quiet');
  first.tell(0.5, 'half');
  first.finish();
  await quiet;
  expect(JSON.parse(out)).toMatchObject({ name: 'quiet', count: 3 });
  expect(told).toBe('');
  out = '';
  const telling = dingdian('run', 'gated-question', '--name', 'telling', '--progress');
  const second = await begun('telling');
  second.tell(0.256, 'snapping sites');
  second.tell(0.257, 'snapping sites');
  second.finish();
  await telling;
  expect(told).toBe(' 25 % snapping sites\n');
  expect(JSON.parse(out)).toMatchObject({ name: 'telling' });
});

test('run writes the answer to a file when asked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dingdian-run-'));
  const file = join(folder, 'answer.geojson');
  const running = dingdian('run', 'gated-question', '--input', '{"name":"filed","count":1}', '--out', file);
  (await begun('filed')).finish();
  await running;
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ name: 'filed', count: 1 });
  expect(out).toBe('');
  await rm(folder, { recursive: true });
});

test('Ctrl-C stops the work: no answer, exit code 130, the session is closed', async () => {
  const others = process.listenerCount('SIGINT');
  const running = dingdian('run', 'gated-question', '--name', 'interrupted');
  const run = await begun('interrupted');
  process.emit('SIGINT');
  await running;
  expect(run.signal.aborted).toBe(true);
  expect([process.exitCode, out, told]).toEqual([130, '', 'cancelled\n']);
  expect(process.listenerCount('SIGINT')).toBe(others);
});

test('an error of the question is passed on as it is', async () => {
  await expect(dingdian('run', 'gated-question', '--name', 'refused')).rejects.toThrow(InvalidInputError);
  await expect(dingdian('run', 'gated-question', '--name', 'x', '--input', '[1]')).rejects.toThrow(
    'not a JSON object',
  );
});

test('jobs list, show and cancel', async () => {
  await dingdian('jobs', 'list');
  expect(out).toBe('no jobs\n');
  const ids = [await submit(opened.database, 'one'), await submit(opened.database, 'two')];
  out = '';
  await dingdian('jobs', 'list');
  const lines = out.trim().split('\n');
  expect(lines.map((line) => line.slice(0, 36))).toEqual([...ids].reverse());
  expect(lines[0]).toMatch(/accepted +0 % .* gated-question .*waiting to run$/);
  out = '';
  await dingdian('jobs', 'show', ids[0]!);
  expect(JSON.parse(out)).toMatchObject({ jobID: ids[0], status: 'accepted', input: { name: 'one' } });
  out = '';
  await dingdian('jobs', 'cancel', ids[0]!);
  expect(out).toBe(`job ${ids[0]} is dismissed\n`);
  out = '';
  await dingdian('jobs', 'list', '--status', 'dismissed', '--json');
  expect(JSON.parse(out)).toMatchObject([{ jobID: ids[0], status: 'dismissed' }]);
  await expect(dingdian('jobs', 'show', 'nonsense')).rejects.toThrow('A UUID is allowed');
  await expect(dingdian('jobs', 'list', '--status', 'gone')).rejects.toThrow();
  await expect(dingdian('jobs', 'list', '--limit', '0')).rejects.toThrow('whole number');
});
