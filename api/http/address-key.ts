import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

/** A caller's address as limits count it: an IPv6 host owns its whole /56, so that block counts as one. */
export function addressKey(req: Request): string {
  return `address:${ipKeyGenerator(req.ip ?? 'unknown', 56)}`;
}
