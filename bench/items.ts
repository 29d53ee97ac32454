import type { Database } from '../api/db/database.ts';
import { type Result, timeRuns } from './measure.ts';

const PAGE = 10_000;
const PAGES = 5;

/** Walks the first pages of the institutions layer by its `next` links against the bare rows as GeoJSON text. */
export async function benchItems(base: string, database: Database): Promise<Result> {
  const walk = await timeRuns(3, async () => {
    let address: string | undefined = `${base}/collections/institutions/items?f=json&limit=${PAGE}`;
    for (let page = 0; page < PAGES && address; page += 1) {
      const response: Response = await fetch(address);
      const body = (await response.json()) as { features: unknown[]; links: { rel: string; href: string }[] };
      if (body.features.length !== PAGE) throw new Error(`a page had ${body.features.length} features`);
      const next = body.links.find((link) => link.rel === 'next')?.href;
      address = next && new URL(next, base).href;
    }
  });
  const bare = await timeRuns(3, async () => {
    for (let page = 0; page < PAGES; page += 1)
      await database.run({
        text: `select json_build_object('type', 'Feature', 'id', fid, 'geometry', st_asgeojson(geom)::json,
                                        'properties', to_jsonb(l) - 'geom' - 'fid')::text
               from layer_institutions l where fid > $1 order by fid limit $2`,
        values: [page * PAGE, PAGE],
      });
  });
  return {
    what: `institutions layer, ${PAGES} pages of ${PAGE} by next links`,
    measured: `${((PAGE * PAGES * 1000) / walk.median).toFixed(0)} features/s`,
    baseline: 'the same rows as GeoJSON text straight from PostGIS',
    baselineMeasured: `${((PAGE * PAGES * 1000) / bare.median).toFixed(0)} features/s`,
    ratio: bare.median / walk.median,
    note: 'higher is better; the walk includes parsing the answers in the client',
  };
}
