import type { Database } from '../db/database.ts';
import { readManifest } from './manifest.ts';

/** The first instructive question of the demo city, as path and query; undefined when the database holds another city. */
export async function findFirstQuestion(db: Database): Promise<string | undefined> {
  const [site] = readManifest().sites;
  const synthetic = await db.kysely
    .selectFrom('area')
    .select('area_id')
    .where('is_synthetic', '=', true)
    .where('level', '=', 'city')
    .limit(1)
    .execute();
  if (!site || synthetic.length === 0) return undefined;
  return `/proximity-check?lon=${site.lon}&lat=${site.lat}&category=${encodeURIComponent(site.category)}&asOf=${site.asOf}`;
}
