import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Database } from '../db/database.ts';
import { createKey, KEY_ROLES, type KeyRecord, type KeyRole, listKeys, revokeKey } from './key-store.ts';
import { readExpiry } from './read-expiry.ts';

/** Opens what a command needs; the caller closes it. */
export type OpenSession = () => Promise<{ readonly database: Database; close(): Promise<void> }>;

/** `dingdian keys create | list | revoke`. */
export function addKeysCommand(program: Command, openSession: OpenSession): void {
  const keys = program.command('keys').description('API keys: create, list, revoke. 管理 API 密钥');
  keys
    .command('create')
    .description('Make a key and print it; the secret is shown this once.')
    .requiredOption('--name <name>', 'who holds the key and what for', readName)
    .addOption(new Option('--role <role>', 'what the holder may do').choices(KEY_ROLES).makeOptionMandatory())
    .option(
      '--expires <when>',
      'date YYYY-MM-DD (its end in Asia/Shanghai) or ISO date-time with zone',
      readExpiry,
    )
    .action(async ({ name, role, expires }: { name: string; role: KeyRole; expires?: Date }) => {
      const made = await inSession(openSession, (db) =>
        createKey(db, { name, role, expiresAt: expires }, trail()),
      );
      process.stderr.write(
        `key ${made.record.keyId} (${role}) for ${name}; keep it now, it is not shown again:\n`,
      );
      process.stdout.write(`${made.key}\n`);
    });
  keys
    .command('list')
    .description('List the keys, newest first, without their secrets.')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const records = await inSession(openSession, listKeys);
      process.stdout.write(json ? `${JSON.stringify(records, null, 2)}\n` : table(records));
    });
  keys
    .command('revoke')
    .description('End a key. Servers that are running refuse it within 10 s.')
    .argument('<keyId>', 'the 12 digits after dd_')
    .action(async (keyId: string) => {
      const revoked = await inSession(openSession, (db) => revokeKey(db, keyId, trail()));
      process.stdout.write(`key ${revoked.keyId} (${revoked.name}) is revoked since ${revoked.revokedAt}\n`);
    });
}

async function inSession<T>(openSession: OpenSession, work: (db: Database) => Promise<T>): Promise<T> {
  const session = await openSession();
  try {
    return await work(session.database);
  } finally {
    await session.close();
  }
}

/** A user id without a name (as in a container) has no entry to look up. */
function trail() {
  try {
    return { actor: `cli:${userInfo().username}` };
  } catch {
    return { actor: `cli:${process.getuid?.() ?? 'unknown'}` };
  }
}

function readName(text: string): string {
  const name = text.trim();
  if (name.length === 0 || name.length > 200)
    throw new InvalidArgumentError('1 to 200 characters are allowed.');
  return name;
}

function table(records: readonly KeyRecord[]): string {
  if (records.length === 0) return 'no keys yet: dingdian keys create --name <name> --role <role>\n';
  const lines = records.map((record) =>
    [
      record.keyId,
      record.role.padEnd(6),
      stateOf(record).padEnd(22),
      record.createdAt.slice(0, 10),
      record.name,
    ].join('  '),
  );
  return `${['key id      ', 'role  ', 'state                 ', 'created   ', 'name'].join('  ')}\n${lines.join('\n')}\n`;
}

function stateOf({ revokedAt, expiresAt }: KeyRecord): string {
  if (revokedAt) return `revoked ${revokedAt.slice(0, 10)}`;
  if (!expiresAt) return 'valid';
  return `${Date.parse(expiresAt) <= Date.now() ? 'expired' : 'valid until'} ${expiresAt.slice(0, 10)}`;
}
