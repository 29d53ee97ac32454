import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Router } from 'express';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { addDatedDataCommand } from '../../api/planning/dated-data/dated-data-command.ts';
import { addLedgerCommand } from '../../api/planning/ledger/ledger-command.ts';
import { type BureauService, openBureauService } from '../support/bureau-service.ts';
import { LEDGER_RULES } from '../support/ledger-rules.ts';
import { CITY } from '../support/planning-fixtures.ts';

let service: BureauService;
let folder: string;
let printed = '';
let sessionsOpen = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dingdian-commands-'));
  service = await openBureauService(() => Router(), LEDGER_RULES);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await service?.close();
});
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

async function run(...args: string[]) {
  const program = new Command('dingdian').exitOverride().configureOutput({ writeErr: () => undefined });
  const { database, config } = service.deps;
  const openSession = async () => {
    sessionsOpen += 1;
    const close = async () => {
      sessionsOpen -= 1;
    };
    return { database, config, close };
  };
  addLedgerCommand(program, openSession);
  addDatedDataCommand(program, openSession);
  printed = '';
  await program.parseAsync(['node', 'dingdian', ...args]);
  return JSON.parse(printed);
}
function file(content: unknown): string {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const lot = (on: string, quantity: number) => ({
  plan: service.plan,
  poolKind: 'inpatient_beds',
  areaCode: CITY.west.code,
  quantity,
  on,
  event: 'withdrawal',
  institutionName: `医院${on}`,
  document: '退出协议',
});

it('enters, moves, reverses and publishes release', async () => {
  const added = await run('ledger', 'add', file(lot('2026-02-01', 30)));
  expect([added.isCreated, added.lot.validTo]).toEqual([true, '2027-03-31']);
  expect((await run('ledger', 'add', file(lot('2026-02-01', 30)))).isCreated).toBe(false);
  const transfer = {
    plan: service.plan,
    quantity: 10,
    on: '2026-06-01',
    document: '批复',
    from: {
      poolKind: 'inpatient_beds',
      areaCode: CITY.west.code,
    },
    to: {
      poolKind: 'inpatient_beds',
      areaCode: CITY.east.code,
    },
  };
  expect((await run('ledger', 'transfer', file(transfer))).created).toBe(true);
  const pools = async () =>
    (await run('ledger', 'pools', '--plan', service.plan, '--as-of', '2026-06-01')).pools.map(
      (pool: { areaCode: string; available: number }) => [pool.areaCode, pool.available],
    );
  expect(await pools()).toEqual([
    [CITY.west.code, 20],
    [CITY.east.code, 10],
  ]);
  const entry = await service.opened.database.kysely
    .selectFrom('ledger_entry')
    .select('entry_id')
    .where('entry', '=', 'transfer_out')
    .executeTakeFirstOrThrow();
  expect((await run('ledger', 'reverse', String(entry.entry_id), '--document', '撤销')).entries).toHaveLength(
    2,
  );
  expect(await pools()).toEqual([[CITY.west.code, 30]]);
  expect(await run('ledger', 'lots', '--plan', service.plan, '--as-of', '2026-06-01')).toHaveLength(1);
  const bulletin = {
    plan: service.plan,
    year: 2026,
    quarter: 2,
    asOf: '2026-06-30',
    publishedOn: '2026-07-05',
    document: '公布',
  };
  expect((await run('ledger', 'publish', file(bulletin))).bulletin.pools).toHaveLength(1);
  const audit = await service.opened.database.kysely
    .selectFrom('audit_log')
    .select('actor')
    .where('actor', 'like', 'cli:%')
    .execute();
  expect(audit.length).toBeGreaterThanOrEqual(4);
  expect(sessionsOpen).toBe(0);
});

it('adds, lists and ends dated data', async () => {
  const warning = { city: CITY.code, validFrom: '2026-03-01', document: '预警' };
  const { ids } = await run('dated-data', 'add', 'fund-warnings', file(warning));
  expect((await run('dated-data', 'add', 'fund-warnings', file([warning]))).unchanged).toBe(1);
  expect(await run('dated-data', 'list', 'fund-warnings', '--as-of', '2026-03-01')).toHaveLength(1);
  const ended = await run(
    'dated-data',
    'end',
    'fund-warnings',
    String(ids[0]),
    '--valid-to',
    '2026-04-30',
    '--document',
    '解除',
  );
  expect(ended.validTo).toBe('2026-04-30');
  expect(await run('dated-data', 'list', 'fund-warnings', '--as-of', '2026-05-01')).toEqual([]);
});

it('says what is wrong', async () => {
  await expect(run('ledger', 'add', file('{'))).rejects.toThrow(/not JSON/);
  await expect(run('ledger', 'add', join(folder, 'none.json'))).rejects.toThrow(/no such file/);
  await expect(run('ledger', 'pools', '--plan', 'none/1')).rejects.toThrow(/no such plan/);
  await expect(run('ledger', 'reverse', 'x', '--document', 'd')).rejects.toThrow(/not a number/);
  await expect(run('dated-data', 'list', 'nothing')).rejects.toThrow(/none of the resources/);
  await expect(
    run('dated-data', 'add', 'fund-warnings', file({ items: [{}, { city: CITY.code }] })),
  ).rejects.toThrow(/row 1 city.*row 2 validFrom/);
  await expect(
    run('dated-data', 'end', 'annual-plans', '1', '--valid-to', '2026-01-01', '--document', 'd'),
  ).rejects.toThrow(/none of the resources/);
});
