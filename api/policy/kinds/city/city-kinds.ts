import { bedUseThreshold } from './bed-use-threshold.ts';
import { closedInPrinciple } from './closed-in-principle.ts';
import { costGrowth } from './cost-growth.ts';
import { designatedAlready } from './designated-already.ts';
import { dualChannelQuality } from './dual-channel-quality.ts';
import { per1000Cap } from './per-1000-cap.ts';
import { per1000Freeze } from './per-1000-freeze.ts';
import { priority } from './priority.ts';
import { priorityLists } from './priority-lists.ts';
import { strictControl } from './strict-control.ts';
import { temporaryDesignation } from './temporary-designation.ts';
import { totalControl } from './total-control.ts';
import { walkSameTypeWithin } from './walk-same-type-within.ts';

/** Rule kinds that plans of other cities use: walking distance, beds per 1000 persons, closed sorts, priorities. */
export const CITY_KINDS = [
  walkSameTypeWithin,
  closedInPrinciple,
  per1000Cap,
  per1000Freeze,
  bedUseThreshold,
  costGrowth,
  priority,
  priorityLists,
  strictControl,
  totalControl,
  designatedAlready,
  dualChannelQuality,
  temporaryDesignation,
] as const;
