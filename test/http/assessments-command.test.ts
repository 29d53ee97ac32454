import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { readConfig } from '../../api/config.ts';
import { addAssessCommand } from '../../api/planning/assessments/assess-command.ts';
import { addReplayCommand } from '../../api/planning/assessments/replay-command.ts';
import { project } from '../support/fixtures.ts';
import { addCity, CITY, register } from '../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { testPlan, testPlanContents } from '../support/test-plan.ts';

const PLAN = testPlan().id;
const folder = mkdtempSync(join(tmpdir(), 'dingdian-assess-'));
const file = (name: string, contents: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return path;
};
const application = {
  applicant: { name: '某某中医诊所' },
  purpose: 'new',
  kind: 'medical',
  service: 'personal_account',
  category: '中医诊所',
  site: { lon: CITY.site[0], lat: CITY.site[1], crs: 'CRS84', accuracyM: 0, verified: true },
};
let opened: TestDatabase;
let sessionsOpen = 0;
let printed = '';

beforeAll(async () => {
  opened = await openTestDatabase();
  await addCity(opened.database);
  await register(opened.database, {
    name: '邻近诊所',
    at: await project(opened.database, CITY.site, 612, 45),
  });
  mkdirSync(join(folder, 'policies', PLAN), { recursive: true });
  writeFileSync(join(folder, 'policies', PLAN, 'plan.json'), JSON.stringify(testPlanContents()));
});
afterAll(() => opened.close());
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  expect(sessionsOpen).toBe(0);
});

/** Runs a command and returns what it printed. */
async function run(...args: string[]): Promise<string> {
  const program = new Command('dingdian').exitOverride().configureOutput({ writeErr: () => undefined });
  const openSession = async () => {
    sessionsOpen += 1;
    const close = async () => {
      sessionsOpen -= 1;
    };
    return {
      config: readConfig({ POLICIES_DIR: join(folder, 'policies') }),
      database: opened.database,
      close,
    };
  };
  addAssessCommand(program, openSession);
  addReplayCommand(program, openSession);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  printed = '';
  await program.parseAsync(['node', 'dingdian', ...args]);
  return printed;
}

it('assess prints the verdict and each finding with clause, number and both reasons; nothing is kept', async () => {
  const text = await run('assess', file('a.json', application), '--plan', PLAN, '--as-of', '2026-06-30');
  expect(text).toMatch(/^FAIL {2}不符合规划 \/ Does not meet the plan\n/);
  expect(text).toMatch(
    /FAIL +TP-A2 .*\n {2}P 二 「800米半径内不设置同类型定点医疗机构」\n {2}found 612 m; required > 800 m\n/,
  );
  expect(text).toContain('· 邻近诊所 within 612 m');
  expect(await opened.database.kysely.selectFrom('assessment').select('assessment_id').execute()).toEqual([]);
  const json = JSON.parse(await run('assess', file('a.json', application), '--plan', PLAN, '--json'));
  expect(json).toMatchObject({ type: 'FeatureCollection', assessmentId: null, overall: 'FAIL' });
});

it('replay confirms a kept one, and ends with code 1 when it differs', async () => {
  const kept = await run(
    'assess',
    file('a.json', application),
    '--plan',
    PLAN,
    '--as-of',
    '2026-06-30',
    '--save',
  );
  const id = /kept as (\S+);/.exec(kept)![1]!;
  expect(await run('replay', id)).toContain('equal: the stored facts and rules give FAIL again');
  expect(process.exitCode).toBeUndefined();
  expect(await run('replay', id, '--now')).toContain(
    'on the data of today: FAIL (stored FAIL); installed rules: unchanged',
  );
  await opened.database.run({
    text: `update assessment set result = jsonb_set(result::jsonb, '{overall}', '"PASS"') where assessment_id = $1`,
    values: [id],
  });
  const text = await run('replay', id);
  expect(text).toContain('NOT equal: stored PASS, evaluated again FAIL');
  expect(text).toContain('overall: "PASS" → "FAIL"');
  expect(process.exitCode).toBe(1);
  expect(JSON.parse(await run('replay', id, '--json'))).toMatchObject({ isEqual: false });
});

it('what is wrong with the input is told, and no session stays open', async () => {
  await expect(run('assess', join(folder, 'none.json'), '--plan', PLAN)).rejects.toThrow(/no such file/);
  await expect(run('assess', file('b.json', '{'), '--plan', PLAN)).rejects.toThrow(/JSON/);
  await expect(run('assess', file('c.json', { ...application, kind: 'x' }), '--plan', PLAN)).rejects.toThrow(
    /kind/,
  );
  await expect(run('assess', file('a.json', application), '--plan', PLAN, '--as-of', 'soon')).rejects.toThrow(
    /asOf/,
  );
  await expect(run('assess', file('a.json', application), '--plan', 'no/plan')).rejects.toThrow(
    /there is no plan/,
  );
  await expect(run('replay', '12')).rejects.toThrow(/id/);
});
