import { analysisOnly } from './analysis-only.ts';
import { areaPreference } from './area-preference.ts';
import { branchLocation } from './branch-location.ts';
import { coachingPeriod } from './coaching-period.ts';
import { countsFrom } from './counts-from.ts';
import { definition } from './definition.ts';
import { entryConditions } from './entry-conditions.ts';
import { exemption } from './exemption.ts';
import { exemptionOnce } from './exemption-once.ts';
import { gradeChange } from './grade-change.ts';
import { membership } from './membership.ts';
import { record } from './record.ts';
import { relocation } from './relocation.ts';
import { sameTypeWithin } from './same-type-within.ts';
import { transitionCount } from './transition-count.ts';
import { transitionPromotion } from './transition-promotion.ts';
import { typeScheme } from './type-scheme.ts';
import { validity } from './validity.ts';

/** Rule kinds about the place, the person and the period: who may come where, and when. */
export const PLACE_KINDS = [
  validity,
  definition,
  typeScheme,
  entryConditions,
  exemption,
  exemptionOnce,
  countsFrom,
  relocation,
  gradeChange,
  membership,
  transitionPromotion,
  transitionCount,
  sameTypeWithin,
  branchLocation,
  analysisOnly,
  areaPreference,
  coachingPeriod,
  record,
] as const;
