import type { Request } from 'express';
import { z } from 'zod';
import { NotFoundError } from '../../errors.ts';

/** The UUID in the path. Throws NotFoundError: what is not one names nothing. */
export function pathId(req: Request, what: string): string {
  const id = z.uuid().safeParse(req.params.id);
  if (id.success) return id.data;
  throw new NotFoundError(`there is no ${what} ${String(req.params.id).slice(0, 100)}`);
}
