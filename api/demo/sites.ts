import type { Street } from './build-areas.ts';
import type { SiteDraft } from './site-draft.ts';
import { CENTRAL_SITES } from './sites-central.ts';
import { FANGHU_SITES } from './sites-fanghu.ts';
import { SHILING_SITES } from './sites-shiling.ts';

/** All instructive sites; staged institutions stand on them before any other is placed. */
export function planSites(streets: readonly Street[]): readonly SiteDraft[] {
  return [...CENTRAL_SITES, ...SHILING_SITES, ...FANGHU_SITES].flatMap((plan) => plan(streets));
}
