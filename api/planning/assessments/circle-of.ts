import type { Database } from '../../db/database.ts';
import type { Application } from '../../policy/application.ts';
import type { Facts } from '../../policy/facts.ts';
import { readPlan } from '../../policy/plan.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { searchRadius } from '../facts/search-radius.ts';
import type { DrawnCircle } from './assessment-geojson.ts';
import { drawCircle } from './draw-circle.ts';
import type { StoredAssessment } from './read-assessments.ts';

/** The circle that an assessment decided by; null where the site has no usable position. */
export async function circleOf(
  db: Database,
  { plan, application, facts }: { plan: Plan; application: Application; facts: Facts },
): Promise<DrawnCircle | null> {
  const { site } = facts;
  if (!site?.crsKnown) return null;
  const radiusM = searchRadius(plan, application).decisiveM;
  return { radiusM, geometry: await drawCircle(db, site, radiusM) };
}

/** The same of a stored assessment; rules that this release no longer reads have no radius to draw. */
export async function circleOfStored(db: Database, stored: StoredAssessment): Promise<DrawnCircle | null> {
  const read = readPlan(stored.planContents);
  return 'plan' in read ? circleOf(db, { ...stored, plan: read.plan }) : null;
}
