import { addMonths, endOfSameQuarterNextYear } from '../calendar.ts';

/** How long a released quantity is valid. */
export interface ValidityRule {
  readonly rule: 'same_quarter_next_year' | 'months';
  /** Only for `months`. */
  readonly months?: number | undefined;
}

/**
 * Last day on which a quantity released on `releasedOn` may be used, inclusive (DL-E3). `months`: the same day number so
 * many months later, clamped to the end of the month. Throws Error when the rule lacks its months.
 */
export function lotValidTo(releasedOn: string, { rule, months }: ValidityRule): string {
  if (rule === 'same_quarter_next_year') return endOfSameQuarterNextYear(releasedOn);
  if (months === undefined) throw new Error('a validity in months needs their number');
  return addMonths(releasedOn, months);
}
