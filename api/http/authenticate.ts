import type { Request, RequestHandler, Response } from 'express';
import { ForbiddenError, RateLimitedError, UnauthenticatedError } from '../errors.ts';
import { createKeyVerifier, type KeyVerifier, type VerifiedKey } from '../keys/verify-key.ts';
import type { AppDependencies } from './app-dependencies.ts';
import { ANONYMOUS, type Caller, callerOf, ROLES, type Role } from './caller.ts';
import { createFailureLimit, type FailureLimit } from './failure-limit.ts';
import { isOpenPath } from './open-paths.ts';

/**
 * Finds out who asks and sets `res.locals.caller`: anonymous without a key, else the key's holder.
 * A key that is given but wrong, expired or revoked is refused with UnauthenticatedError even where reads are open;
 * too many wrong keys from one address are refused with RateLimitedError.
 */
export function authenticate(deps: Pick<AppDependencies, 'database'>): RequestHandler {
  const verifier = verifierOf(deps);
  const failures = createFailureLimit();
  return async (req, res, next) => {
    const text = isOpenPath(req.path) ? undefined : presentedKey(req);
    res.locals.caller =
      text === undefined ? ANONYMOUS : toCaller(await check(text, req, res, verifier, failures));
    next();
  };
}

/** Refuses callers below `role`: 401 without a key, 403 with one that may do less. Needs `authenticate` before it. */
export function requireRole(role: Exclude<Role, 'anonymous'>): RequestHandler {
  return (_req, res, next) => {
    const caller = callerOf(res);
    if (ROLES.indexOf(caller.role) >= ROLES.indexOf(role)) return next();
    if (caller.role === 'anonymous') throw new UnauthenticatedError(`this needs an API key of role ${role}`);
    throw new ForbiddenError(`this needs an API key of role ${role}; the key given has role ${caller.role}`);
  };
}

const verifiers = new WeakMap<object, KeyVerifier>();

/** The one verifier of a database, so that a revocation over HTTP acts at once on the keys it remembers. */
export function verifierOf(deps: Pick<AppDependencies, 'database'>): KeyVerifier {
  const known = verifiers.get(deps.database);
  if (known) return known;
  const verifier = createKeyVerifier(deps.database);
  verifiers.set(deps.database, verifier);
  return verifier;
}

async function check(
  text: string,
  req: Request,
  res: Response,
  verifier: KeyVerifier,
  failures: FailureLimit,
): Promise<VerifiedKey> {
  const remembered = verifier.remembered(text);
  if (remembered) return remembered;
  const waitSeconds = await failures.secondsToWait(req);
  if (waitSeconds > 0) {
    res.set('Retry-After', String(waitSeconds));
    throw new RateLimitedError('too many wrong API keys from this address');
  }
  try {
    return await verifier.verify(text);
  } catch (error) {
    if (error instanceof UnauthenticatedError) await failures.count(req);
    throw error;
  }
}

/** Schemes that a proxy in front may use for itself and leave in the request: not keys of ours, so not looked at. */
const FOREIGN_SCHEME = /^(?:Basic|Digest|Negotiate|NTLM)\s/i;

/** The key of `X-API-Key` or `Authorization: Bearer`. Throws UnauthenticatedError for an Authorization that is neither. */
function presentedKey(req: Request): string | undefined {
  const own = req.get('x-api-key')?.trim();
  if (own) return own;
  const authorization = req.get('authorization')?.trim();
  if (!authorization || FOREIGN_SCHEME.test(authorization)) return undefined;
  const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? [];
  if (token === undefined)
    throw new UnauthenticatedError('the Authorization header must be: Bearer <API key>');
  return token;
}

function toCaller(key: VerifiedKey): Caller {
  return { keyId: key.keyId, actor: `key:${key.keyId}`, role: key.role };
}
