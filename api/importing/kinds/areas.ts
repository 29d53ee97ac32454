import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { rebuildDataExtent } from '../data-extent.ts';
import { relocateEverything } from '../location.ts';
import { analyzeStaging, markRejected } from '../staging.ts';
import { renewAreaParents, setAreaParents } from './area-parents.ts';
import type { KindPipeline } from './kind-pipeline.ts';

const none = z.object({});
const matchAreas = namedQuery('importing/match-areas', { params: none, row: none });
const repairPolygons = namedQuery('importing/repair-polygons', { params: none, row: none });
const rejectInvalidPolygons = namedQuery('importing/reject-invalid-polygons', { params: none, row: none });
const rejectOverlapping = namedQuery('importing/reject-overlapping-areas', { params: none, row: none });
const rejectUnknownParents = namedQuery('importing/reject-unknown-area-parents', { params: none, row: none });
const updateAreas = namedQuery('importing/update-areas', { params: none, row: none });
const assignIds = namedQuery('importing/assign-area-ids', { params: none, row: none });
const insertAreas = namedQuery('importing/insert-areas', { params: none, row: none });
const reportOverlaps = namedQuery('importing/report-area-overlaps', { params: none, row: none });

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
    await reportOverlaps(tx, {});
    return {};
  },
  async write(tx, run) {
    if (!(await hasChanges(tx))) {
      // A day on which a parent ended may have passed since the file was loaded first.
      return { findings: await renewAreaParents(tx, run.today) };
    }
    await updateAreas(tx, {});
    await assignIds(tx, {});
    await insertAreas(tx, {});
    await setAreaParents(tx, run.today);
    const findings = await renewAreaParents(tx, run.today);
    await tx.script('analyze area');
    await rebuildDataExtent(tx, run.today);
    await relocateEverything(tx, run.today);
    return { findings };
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
