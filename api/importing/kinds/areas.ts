import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { rebuildDataExtent } from '../data-extent.ts';
import { relocateEverything } from '../location.ts';
import { analyzeStaging, markRejected } from '../staging.ts';
import type { KindPipeline } from './kind-pipeline.ts';

const none = z.object({});
const today = z.object({ today: z.string() });
const matchAreas = namedQuery('importing/match-areas', { params: none, row: none });
const repairPolygons = namedQuery('importing/repair-polygons', { params: none, row: none });
const rejectInvalidPolygons = namedQuery('importing/reject-invalid-polygons', { params: none, row: none });
const rejectOverlapping = namedQuery('importing/reject-overlapping-areas', { params: none, row: none });
const rejectUnknownParents = namedQuery('importing/reject-unknown-area-parents', { params: none, row: none });
const updateAreas = namedQuery('importing/update-areas', { params: none, row: none });
const assignIds = namedQuery('importing/assign-area-ids', { params: none, row: none });
const insertAreas = namedQuery('importing/insert-areas', { params: none, row: none });
const setParents = namedQuery('importing/set-area-parents', { params: today, row: none });
const deriveParents = namedQuery('importing/derive-area-parents', {
  params: today,
  row: z.object({
    area_id: z.number(),
    parent_id: z.number().nullable(),
    parents: z.number(),
    names: z.string().nullable(),
  }),
});
const reportDerivedParents = namedQuery('importing/report-derived-parents', {
  params: z.object({ derived: z.string() }),
  row: none,
});

/** Areas: polygons judged by PostGIS, validity without overlaps, parents by code or by location; then everything is located again. */
export const areasPipeline: KindPipeline = {
  keyField: 'code',
  async check(tx, run) {
    if (run.options.repair) await repairPolygons(tx, {});
    await rejectInvalidPolygons(tx, {});
    await markRejected(tx);
    await matchAreas(tx, {});
    await analyzeStaging(tx);
    await rejectOverlapping(tx, {});
    await markRejected(tx);
    // A child of a rejected row loses its parent, and its own children theirs: at most once a level.
    do await rejectUnknownParents(tx, {});
    while ((await markRejected(tx)) > 0);
    return {};
  },
  async write(tx, run) {
    if (!(await hasChanges(tx))) return {};
    await updateAreas(tx, {});
    await assignIds(tx, {});
    await insertAreas(tx, {});
    await setParents(tx, { today: run.today });
    const derived = await deriveParents(tx, { today: run.today });
    await reportDerivedParents(tx, { derived: JSON.stringify(derived) });
    await tx.script('analyze area');
    await rebuildDataExtent(tx, run.today);
    await relocateEverything(tx, run.today);
    return {};
  },
};

async function hasChanges(tx: Database): Promise<boolean> {
  const row = await tx.kysely
    .selectFrom('import_row')
    .select('row_no')
    .where('action', 'in', ['insert', 'update'])
    .where('rejected', '=', false)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
