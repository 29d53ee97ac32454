import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key as its holder sends it: `dd_<keyId>_<secret>`. */
export interface PresentedKey {
  readonly keyId: string;
  readonly secret: string;
}

// 12 hexadecimal digits name the key; 256 random bits (43 base64url characters) are the secret.
const KEY = /^dd_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** Makes a new random key. */
export function makeKey(): PresentedKey {
  return { keyId: randomBytes(6).toString('hex'), secret: randomBytes(32).toString('base64url') };
}

export function formatKey(key: PresentedKey): string {
  return `dd_${key.keyId}_${key.secret}`;
}

/** The parts of a key, or undefined when the text does not have the form of one. */
export function readKey(text: string): PresentedKey | undefined {
  const [, keyId, secret] = KEY.exec(text) ?? [];
  return keyId !== undefined && secret !== undefined ? { keyId, secret } : undefined;
}

/** SHA-256 of the secret, hexadecimal. A slow hash is not needed: the secret is 256 random bits, not a password. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares a secret with a stored hash in constant time. */
export function secretMatches(secret: string, storedHash: string): boolean {
  const given = Buffer.from(hashSecret(secret), 'hex');
  const stored = Buffer.from(storedHash, 'hex');
  return given.length === stored.length && timingSafeEqual(given, stored);
}
