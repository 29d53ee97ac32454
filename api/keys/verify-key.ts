import type { Database } from '../db/database.ts';
import { UnauthenticatedError } from '../errors.ts';
import { hashSecret, readKey, secretMatches } from './key-format.ts';
import type { KeyRole } from './key-store.ts';

/** How long a verified key is believed without asking the database: the longest delay of a revocation. */
const BELIEVED_MS = 5_000;
const MAX_REMEMBERED = 1_000;

export interface VerifiedKey {
  readonly keyId: string;
  readonly name: string;
  readonly role: KeyRole;
}

/** What no key has: compared when the key id is unknown, so that the time tells nothing. */
const NO_HASH = '0'.repeat(64);

export interface KeyVerifier {
  /** A key verified within the last 5 s, without asking the database. */
  remembered(text: string): VerifiedKey | undefined;
  /** Asks the database. Throws UnauthenticatedError when the key is malformed, unknown, wrong, expired or revoked. */
  verify(text: string): Promise<VerifiedKey>;
  /** Forgets a key at once (after its revocation in this process). */
  forget(keyId: string): void;
}

/** Verifies keys against `api_key`; holds hashes only, never a secret. `clock` gives milliseconds since 1970. */
export function createKeyVerifier(database: Database, clock: () => number = Date.now): KeyVerifier {
  const believed = new Map<string, { key: VerifiedKey; until: number }>();
  return {
    remembered(text) {
      const entry = believed.get(hashSecret(text));
      return entry && entry.until > clock() ? entry.key : undefined;
    },
    async verify(text) {
      const presented = readKey(text);
      if (!presented) throw new UnauthenticatedError('the API key does not have the form dd_<id>_<secret>');
      const row = await database.kysely
        .selectFrom('api_key')
        .select(['key_id', 'name', 'role', 'secret_hash', 'expires_at', 'revoked_at'])
        .where('key_id', '=', presented.keyId)
        .executeTakeFirst();
      const right = secretMatches(presented.secret, row?.secret_hash ?? NO_HASH);
      if (!row || !right) throw new UnauthenticatedError('the API key is not known');
      if (row.revoked_at) throw new UnauthenticatedError('the API key was revoked');
      const now = clock();
      const expiresAt = row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
      if (expiresAt <= now) throw new UnauthenticatedError('the API key has expired');
      const key = { keyId: row.key_id, name: row.name, role: row.role as KeyRole };
      if (believed.size >= MAX_REMEMBERED) believed.clear();
      believed.set(hashSecret(text), { key, until: Math.min(now + BELIEVED_MS, expiresAt) });
      return key;
    },
    forget(keyId) {
      for (const [hash, entry] of believed) if (entry.key.keyId === keyId) believed.delete(hash);
    },
  };
}
