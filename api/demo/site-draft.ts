import type { Street } from './build-areas.ts';
import type { DemoInstitution } from './institution.ts';
import type { ClearZone } from './placement.ts';
import type { LonLat } from './plane.ts';

/** A place worth asking about, what to ask and what the answer must be on the reference date. */
export interface SiteDraft {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly position: LonLat;
  readonly category: string;
  readonly expected: 'conflict' | 'clear' | 'review';
  /** Code of the first reason expected (api/analyses/proximity-check/verdict.ts). */
  readonly reason: string;
  /** Same-type institutions put within 800 m on purpose; absent where the city's own ones decide. */
  readonly within?: readonly DemoInstitution[];
  /** Left out of the question: an applicant's own old site. */
  readonly exclude?: DemoInstitution;
  /** Asked for another date than the reference date. */
  readonly asOf?: string;
  /** Institutions put down for this site, and the types kept clear around it. */
  readonly staged: readonly DemoInstitution[];
  readonly clear: readonly ClearZone['typeNo'][];
}

/** A site before its place in the generated city is known. */
export type SitePlan = (streets: readonly Street[]) => readonly SiteDraft[];
