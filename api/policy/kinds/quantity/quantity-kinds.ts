import { annualPlan } from './annual-plan.ts';
import { bedConversion } from './bed-conversion.ts';
import { bedReleaseRatio } from './bed-release-ratio.ts';
import { freeAdditions } from './free-additions.ts';
import { fundWarning } from './fund-warning.ts';
import { poolByAuthority } from './pool-by-authority.ts';
import { releaseRatio } from './release-ratio.ts';
import { shareMonitor } from './share-monitor.ts';
import { totalsMonitor } from './totals-monitor.ts';

/** Rule kinds about how many: release, annual plans, bounds, totals. */
export const QUANTITY_KINDS = [
  fundWarning,
  totalsMonitor,
  shareMonitor,
  annualPlan,
  bedConversion,
  releaseRatio,
  freeAdditions,
  bedReleaseRatio,
  poolByAuthority,
] as const;
