import type { Database } from '../db/database.ts';
import { DATED_RESOURCES } from '../planning/dated-data/resources.ts';
import { addDatedItems } from '../planning/dated-data/write-dated-data.ts';
import { plansOf } from '../planning/plans-of.ts';
import { buildPlanningItems } from './build-planning.ts';

/** Enters the dated data of the demo city's authority the way an agency enters its own. */
export async function loadPlanning(db: Database, onProgress: (message: string) => void): Promise<void> {
  for (const [path, items] of Object.entries(buildPlanningItems())) {
    const resource = DATED_RESOURCES.find((candidate) => candidate.path === path);
    if (!resource) throw new Error(`there is no dated data ${path}`);
    const { created } = await addDatedItems(db, plansOf({ POLICIES_DIR: undefined }), resource, items, {
      actor: 'demo',
    });
    onProgress(`demo city: ${path}: ${created} entries`);
  }
}
