import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';

/** A write that its sender may repeat: the same caller, operation and key give the same answer. */
export interface IdempotentRequest {
  readonly operation: string;
  /** Value of the header Idempotency-Key; undefined = every call is a write of its own. */
  readonly key: string | undefined;
  readonly actor: string;
  /** What the answer depends on, as understood (path and body). */
  readonly body: unknown;
}

export interface Answered<T> {
  readonly answer: T;
  /** True when it was stored before and nothing was written now. */
  readonly isRepeated: boolean;
}

/** The value of a header Idempotency-Key. Throws InvalidInputError when it is not 1 to 200 printable characters. */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = header.trim();
  if (/^[\x21-\x7e][\x20-\x7e]{0,199}$/.test(key)) return key;
  throw new InvalidInputError([
    {
      field: 'Idempotency-Key',
      value: header.slice(0, 200),
      reason: 'is not a key',
      allowed: '1 to 200 printable ASCII characters, e.g. a UUID',
    },
  ]);
}

/**
 * Runs a write in one transaction, once for each key: a repeat waits for the first and gets its answer. Throws
 * ConflictError when the key was used for something else. The answer must be JSON.
 */
export async function answerOnce<T extends object>(
  db: Database,
  request: IdempotentRequest,
  write: (tx: Database) => Promise<T>,
): Promise<Answered<T>> {
  const { operation, key, actor, body } = request;
  return db.transaction(async (tx) => {
    if (key === undefined) return { answer: await write(tx), isRepeated: false };
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${actor}\n${operation}\n${key}`}, 1))`.execute(
      tx.kysely,
    );
    const hash = hashOf(body);
    const before = await tx.kysely
      .selectFrom('idempotent_request')
      .select(['request_hash', 'answer'])
      .where('made_by', '=', actor)
      .where('operation', '=', operation)
      .where('idempotency_key', '=', key)
      .executeTakeFirst();
    if (before) {
      if (before.request_hash !== hash) throw keyUsedOtherwise(key);
      return { answer: before.answer as T, isRepeated: true };
    }
    const answer = await write(tx);
    await tx.kysely
      .insertInto('idempotent_request')
      .values({
        made_by: actor,
        operation,
        idempotency_key: key,
        request_hash: hash,
        answer: JSON.stringify(answer),
      })
      .execute();
    return { answer, isRepeated: false };
  });
}

export function keyUsedOtherwise(key: string): ConflictError {
  return new ConflictError(`the Idempotency-Key ${key} was used for another request`, [
    {
      field: 'Idempotency-Key',
      value: key,
      reason: 'was used for another request',
      allowed: 'a new key for a new request',
    },
  ]);
}

/** SHA-256 of the value as JSON, whatever the order of its keys. */
export function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(value)))
    .digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, held]) => [name, inOrder(held)]),
  );
}
