import type { Request } from 'express';
import { type ClientRateLimitInfo, MemoryStore } from 'express-rate-limit';
import { addressKey } from './address-key.ts';

/** Wrong keys that one address may send in a minute before it has to wait. */
const MAX_FAILURES_PER_MINUTE = 20;
const WINDOW_MS = 60_000;

export interface FailureLimit {
  /** Seconds until this address may try a key again; 0 = now. */
  secondsToWait(req: Request): Promise<number>;
  /** Records one failed try. */
  count(req: Request): Promise<void>;
}

/** Counts failed authentication by address: a flood of wrong keys must not become a flood of database look-ups. */
export function createFailureLimit(limit = MAX_FAILURES_PER_MINUTE): FailureLimit {
  const store = new MemoryStore();
  store.init({ windowMs: WINDOW_MS } as Parameters<MemoryStore['init']>[0]);
  return {
    async secondsToWait(req) {
      const info: ClientRateLimitInfo | undefined = await store.get(addressKey(req));
      if (!info || info.totalHits < limit) return 0;
      const leftMs = (info.resetTime?.getTime() ?? Date.now() + WINDOW_MS) - Date.now();
      return Math.max(1, Math.ceil(leftMs / 1000));
    },
    async count(req) {
      await store.increment(addressKey(req));
    },
  };
}
