import type { Database } from '../db/database.ts';
import { InvalidInputError, NotFoundError } from '../errors.ts';
import { formatKey, hashSecret, makeKey } from './key-format.ts';

export const KEY_ROLES = ['reader', 'editor', 'admin'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

/** What may be shown of a key: everything but its secret. */
export interface KeyRecord {
  readonly keyId: string;
  readonly name: string;
  readonly role: KeyRole;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export interface WriteTrail {
  /** Who writes, as audit rows record it: `key:<keyId>` or `cli:<user>`. */
  readonly actor: string;
  readonly requestId?: string;
}

interface KeyRow {
  key_id: string;
  name: string;
  role: string;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
}
const SHOWN = ['key_id', 'name', 'role', 'created_at', 'expires_at', 'revoked_at'] as const;
const MAX_LISTED = 1_000;

/** Makes a key and its audit row. `key` is the only time that the secret is seen. Throws InvalidInputError for a past expiry. */
export async function createKey(
  db: Database,
  options: { readonly name: string; readonly role: KeyRole; readonly expiresAt?: Date | undefined },
  trail: WriteTrail,
): Promise<{ readonly record: KeyRecord; readonly key: string }> {
  if (options.expiresAt && options.expiresAt.getTime() <= Date.now()) {
    const value = options.expiresAt.toISOString();
    throw new InvalidInputError([
      { field: 'expiresAt', value, reason: 'is in the past', allowed: 'a time to come' },
    ]);
  }
  const made = makeKey();
  const row = await db.transaction(async (tx) => {
    const inserted = await tx.kysely
      .insertInto('api_key')
      .values({
        key_id: made.keyId,
        name: options.name,
        role: options.role,
        secret_hash: hashSecret(made.secret),
        expires_at: options.expiresAt ?? null,
      })
      .returning(SHOWN)
      .executeTakeFirstOrThrow();
    await writeAudit(tx, 'create', made.keyId, { name: options.name, role: options.role }, trail);
    return inserted;
  });
  return { record: toRecord(row), key: formatKey(made) };
}

/** Every key, newest first, at most 1,000. */
export async function listKeys(db: Database): Promise<KeyRecord[]> {
  const rows = await db.kysely
    .selectFrom('api_key')
    .select(SHOWN)
    .orderBy('created_at', 'desc')
    .orderBy('key_id')
    .limit(MAX_LISTED)
    .execute();
  return rows.map(toRecord);
}

/** Ends a key; a repeat keeps the first time. Throws NotFoundError. */
export async function revokeKey(db: Database, keyId: string, trail: WriteTrail): Promise<KeyRecord> {
  return db.transaction(async (tx) => {
    const row = await tx.kysely
      .selectFrom('api_key')
      .select(SHOWN)
      .where('key_id', '=', keyId)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new NotFoundError(`there is no API key ${keyId}`);
    if (row.revoked_at) return toRecord(row);
    const revoked = await tx.kysely
      .updateTable('api_key')
      .set({ revoked_at: new Date() })
      .where('key_id', '=', keyId)
      .returning(SHOWN)
      .executeTakeFirstOrThrow();
    await writeAudit(tx, 'revoke', keyId, { name: row.name, role: row.role }, trail);
    return toRecord(revoked);
  });
}

async function writeAudit(
  tx: Database,
  action: 'create' | 'revoke',
  keyId: string,
  details: Record<string, string>,
  trail: WriteTrail,
): Promise<void> {
  await tx.kysely
    .insertInto('audit_log')
    .values({
      actor: trail.actor,
      action,
      entity: 'api_key',
      entity_id: keyId,
      request_id: trail.requestId ?? null,
      details: JSON.stringify(details),
    })
    .execute();
}

function toRecord(row: KeyRow): KeyRecord {
  return {
    keyId: row.key_id,
    name: row.name,
    role: row.role as KeyRole,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
