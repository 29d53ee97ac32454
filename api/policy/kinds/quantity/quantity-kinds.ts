import { annualPlan } from './annual-plan.ts';
import { bedConversion } from './bed-conversion.ts';
import { bedReleaseRatio } from './bed-release-ratio.ts';
import { classificationSnapshot } from './classification-snapshot.ts';
import { freeAdditions } from './free-additions.ts';
import { fundWarning } from './fund-warning.ts';
import { lowerBoundGap } from './lower-bound-gap.ts';
import { onePerArea } from './one-per-area.ts';
import { poolByAuthority } from './pool-by-authority.ts';
import { poolRatioByBand } from './pool-ratio-by-band.ts';
import { releaseRatio } from './release-ratio.ts';
import { saturationBand } from './saturation-band.ts';
import { shareMonitor } from './share-monitor.ts';
import { streetCapacity } from './street-capacity.ts';
import { totalsMonitor } from './totals-monitor.ts';
import { upperBoundCapacity } from './upper-bound-capacity.ts';
import { upperBoundClosed } from './upper-bound-closed.ts';

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
  saturationBand,
  streetCapacity,
  poolRatioByBand,
  upperBoundCapacity,
  upperBoundClosed,
  onePerArea,
  classificationSnapshot,
  lowerBoundGap,
] as const;
