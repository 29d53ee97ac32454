import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { addImportCommand } from '../../api/importing/import-command.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import { addNetworkCommand } from '../../api/walking/network-command.ts';
import { temporaryFile } from '../support/import-fixtures.ts';
import { osmFile } from '../support/osm-file.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
let printed = '';
let sessions = 0;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.database.script('truncate walk_network cascade');
  sessions = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => vi.restoreAllMocks();
});

/** Runs `dingdian …` and returns what it printed on stdout. */
async function run(...args: string[]): Promise<string> {
  const program = new Command('dingdian').exitOverride().configureOutput({ writeErr: () => undefined });
  const openSession = async () => {
    sessions += 1;
    const close = async () => {
      sessions -= 1;
    };
    return { database: opened.database, close };
  };
  addImportCommand(program, openSession);
  addNetworkCommand(program, openSession);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  printed = '';
  await program.parseAsync(['node', 'dingdian', ...args]);
  return printed;
}

const FILE = temporaryFile(
  'ville.osm.pbf',
  osmFile({
    nodes: { 1: [7, 43], 2: [7.001, 43], 3: [7.002, 43], 4: [7.001, 43.001] },
    timestamp: Date.UTC(2026, 4, 1) / 1000,
    ways: [
      { id: 10, refs: [1, 2, 3], tags: { highway: 'residential' } },
      { id: 11, refs: [2, 4], tags: { highway: 'trunk' } },
      { id: 12, refs: [1, 3], tags: { highway: 'motorway' } },
      { id: 13, refs: [1, 99, 3], tags: { highway: 'path' } },
    ],
  }),
).path;

it('imports, lists, activates, retires and removes versions', async () => {
  const text = await run('import', 'network', FILE, '--area', 'ville');
  expect(text).toMatch(
    /^IMPORTED — walking network ville for ville, 2026-05-01, from ville\.osm\.pbf \(osm\.pbf, CRS84, profile foot\)\n/,
  );
  expect(text).toContain('state       not active; dingdian network activate ville\n');
  expect(text).toContain('network     4 nodes, 3 edges, 0.3 km');
  expect(text).toContain('components  1; the largest holds 100.00 % of the length\n');
  expect(text).toContain(
    '  class not walked: motorway, 1 ways, 0.2 km\n  without length: path, 1 ways, 0.0 km\n',
  );
  expect(text).toContain('cut         1 ways where the extract lacks their vertices');
  expect(await run('network', 'list')).toMatch(
    /^ {7} {2}ville {2}ville {2}2026-05-01 {2}3 edges {2}0\.3 km {2}100\.0 % in the largest of 1 components\n$/,
  );
  expect(await run('network', 'activate', 'ville')).toBe('ville is active in ville\n');
  expect(await run('network', 'activate', 'ville')).toBe('ville was active in ville already\n');
  await run('import', 'network', FILE, '--area', 'ville', '--code', 'v2', '--synthetic');
  expect(await run('network', 'activate', 'v2')).toBe('v2 is active in ville; ville is retired\n');
  expect(await run('network', 'list')).toMatch(/^active {3}ville {2}v2 .* synthetic\n {9}ville {2}ville /);
  await expect(run('network', 'remove', 'v2')).rejects.toThrow(/is active in ville/);
  expect(await run('network', 'retire', 'v2')).toBe('v2 is retired: ville has no walking network now\n');
  expect(await run('network', 'remove', 'v2')).toBe('v2 is removed with 3 edges\n');
  expect(JSON.parse(await run('network', 'list', '--json'))).toMatchObject([{ code: 'ville', edges: 3 }]);
  await expect(run('network', 'activate', 'nowhere')).rejects.toThrow(
    'there is no walking network nowhere; known: ville',
  );
  expect(sessions).toBe(0);
});

it('reads a profile, titles and flags, prints JSON, and replaces', async () => {
  const standard = JSON.parse(
    readFileSync(join(PROGRAM_ROOT, 'geodata/walking-profiles/foot.json'), 'utf8'),
  ) as { walkable: string[] };
  const own = { ...standard, id: 'no-trunk', walkable: standard.walkable.filter((name) => name !== 'trunk') };
  const profile = temporaryFile('no-trunk.json', JSON.stringify(own)).path;
  const texts = [
    '--title-zh',
    '城',
    '--title-en',
    'City',
    '--source',
    'survey',
    '--document',
    'd',
    '--source-date',
    '2026-06-01',
  ];
  const args = ['import', 'network', FILE, '--area', 'ville', '--profile', profile, ...texts, '--activate'];
  const report = JSON.parse(await run(...args, '--json')) as { build: { dropped: { what: string }[] } };
  expect(report).toMatchObject({
    outcome: 'stored',
    profile: 'no-trunk',
    network: { sourceDate: '2026-06-01', isActive: true },
  });
  expect(report.build.dropped.map(({ what }) => what)).toContain('trunk');
  const [stored] = await opened.database.run({
    text: 'select title_zh, title_en, source, document, profile from walk_network',
  });
  expect(stored).toEqual({
    title_zh: '城',
    title_en: 'City',
    source: 'survey',
    document: 'd',
    profile: 'no-trunk',
  });
  expect(await run(...args)).toMatch(/^UNCHANGED/);
  await expect(run('import', 'network', FILE, '--area', 'ville')).rejects.toThrow(
    /of other content \(profile\)/,
  );
  expect(await run('import', 'network', FILE, '--area', 'ville', '--replace')).toMatch(
    /^REPLACED[\s\S]*\nstate {7}active in ville\n/,
  );
  expect(await run('import', 'network', FILE, '--area', 'ville', '--code', 'x', '--dry-run')).toMatch(
    /^DRY RUN/,
  );
});

it.each([
  [['import', 'network', FILE], /area: is required/],
  [['import', 'network', '/nowhere.osm.pbf', '--area', 'a'], /there is no such file/],
  [['import', 'network', FILE, '--area', 'a', '--profile', '/nowhere.json'], /profile: ENOENT/],
  [['import', 'network', FILE, '--area', 'a', '--mapping', 'm.json'], /a walking network takes no mapping/],
  [['import', 'network', FILE, '--area', 'a', '--skip-invalid'], /takes no skipInvalid/],
  [['import', 'areas', FILE, '--format', 'geojson', '--code', 'x'], /unknown entry code/],
] as const)('refuses %j and closes the session', async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
  expect(sessions).toBe(0);
});

it('is given up by Ctrl-C, and nothing is written', async () => {
  const before = process.listenerCount('SIGINT');
  const work = run('import', 'network', FILE, '--area', 'ville');
  await vi.waitFor(() => expect(process.listenerCount('SIGINT')).toBeGreaterThan(before), { interval: 1 });
  process.emit('SIGINT');
  await expect(work).rejects.toThrow('the import was given up; nothing was written');
  expect(await run('network', 'list')).toMatch(/no walking network yet/);
  expect(sessions).toBe(0);
});
