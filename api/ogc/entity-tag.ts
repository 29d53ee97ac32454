import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { getDataVersion } from '../collections/data-version.ts';
import { todayInShanghai } from '../dates.ts';
import type { Database } from '../db/database.ts';

/**
 * Sets a weak ETag made of the state of the data, today's date (fields "of today" change with it) and the address; answers 304 and
 * returns true when the client has that state already. The version is read before the data: data written in between can only
 * make the tag too old, never too new.
 */
export async function answeredFromCache(
  req: Request,
  res: Response,
  db: Database,
  address: string,
  format: string,
): Promise<boolean> {
  const state = [await getDataVersion(db), todayInShanghai(), address, format];
  const hash = createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 27);
  res.set('ETag', `W/"${hash}"`);
  res.set('Cache-Control', 'no-cache');
  if (!req.fresh) return false;
  res.status(304).end();
  return true;
}
