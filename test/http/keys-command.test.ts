import { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { addKeysCommand } from '../../api/keys/keys-command.ts';
import { readExpiry } from '../../api/keys/read-expiry.ts';
import { createKeyVerifier } from '../../api/keys/verify-key.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
let sessionsOpen = 0;
let printed = '';

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(async () => opened?.close());
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

/** Runs `dingdian keys …` and returns what it printed on stdout. Throws what commander refuses. */
async function keys(...args: string[]): Promise<string> {
  const program = new Command('dingdian').exitOverride().configureOutput({ writeErr: () => undefined });
  const close = async () => {
    sessionsOpen -= 1;
  };
  addKeysCommand(program, async () => {
    sessionsOpen += 1;
    return { database: opened.database, close };
  });
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  printed = '';
  await program.parseAsync(['node', 'dingdian', 'keys', ...args]);
  return printed;
}

test('create prints the key alone on stdout, list does not show it, revoke ends it', async () => {
  const key = (
    await keys('create', '--name', '审批科', '--role', 'editor', '--expires', '2099-12-31')
  ).trim();
  expect(key).toMatch(/^dd_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
  const keyId = key.slice(3, 15);
  await expect(createKeyVerifier(opened.database).verify(key)).resolves.toEqual({
    keyId,
    name: '审批科',
    role: 'editor',
  });
  const list = await keys('list');
  expect(list).toMatch(new RegExp(`${keyId}  editor  valid until 2099-12-31 .*审批科`));
  expect(list).not.toContain(key.slice(16));
  expect(JSON.parse(await keys('list', '--json'))).toMatchObject([
    { keyId, expiresAt: '2099-12-31T15:59:59.999Z' },
  ]);
  expect(await keys('revoke', keyId)).toContain('is revoked since');
  await expect(createKeyVerifier(opened.database).verify(key)).rejects.toThrow('revoked');
  expect(await keys('list')).toMatch(/revoked \d{4}/);
  const audit = await opened.database.kysely
    .selectFrom('audit_log')
    .select(['actor', 'action'])
    .orderBy('audit_id')
    .execute();
  expect(audit.map(({ action }) => action)).toEqual(['create', 'revoke']);
  for (const { actor } of audit) expect(actor).toMatch(/^cli:.+/);
  expect(sessionsOpen).toBe(0);
});

test.each([
  [['create', '--role', 'editor'], /--name/],
  [['create', '--name', 'x'], /--role/],
  [['create', '--name', ' ', '--role', 'editor'], /1 to 200 characters/],
  [['create', '--name', 'x', '--role', 'root'], /reader, editor, admin/],
  [['create', '--name', 'x', '--role', 'reader', '--expires', '2020-01-01'], /in the past/],
  [['create', '--name', 'x', '--role', 'reader', '--expires', 'tomorrow'], /YYYY-MM-DD/],
  [['revoke', '000000000000'], /no API key/],
] as const)('refuses %j', async (args, reason) => {
  await expect(keys(...args)).rejects.toThrow(reason);
  expect(sessionsOpen).toBe(0);
});

test('an expiry is a real date, taken to its end in Asia/Shanghai, or an instant with zone', () => {
  expect(readExpiry('2096-02-29').toISOString()).toBe('2096-02-29T15:59:59.999Z');
  expect(readExpiry('2096-02-29T18:00:00+08:00').toISOString()).toBe('2096-02-29T10:00:00.000Z');
  for (const wrong of ['2095-02-29', '2096-02-29T18:00:00', '2096-2-9', '9999'])
    expect(() => readExpiry(wrong), wrong).toThrow(/allowed/);
});
