import type { Response } from 'express';
import { callerOf } from '../http/caller.ts';
import type { WriteTrail } from './write-trail.ts';

/** The trail of a request: its caller and its id. */
export function trailOf(res: Response): WriteTrail {
  return { actor: callerOf(res).actor, requestId: String(res.locals.requestId ?? '') };
}
