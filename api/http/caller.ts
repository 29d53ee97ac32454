import type { Response } from 'express';

/** Roles in rising order; each may do what those before it may. */
export const ROLES = ['anonymous', 'reader', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks: `actor` is what audit rows record. */
export interface Caller {
  readonly keyId: string | null;
  readonly actor: string;
  readonly role: Role;
}

export const ANONYMOUS: Caller = { keyId: null, actor: 'anonymous', role: 'anonymous' };

/** The caller that `authenticate` found; anonymous before it ran. */
export function callerOf(res: Response): Caller {
  return (res.locals.caller as Caller | undefined) ?? ANONYMOUS;
}
