import { z } from 'zod';
import { code, date, number, oneOf, text, yesNo } from '../row-fields.ts';

/** Standard columns of a statistic. `area_level` is needed only where one code names areas of two levels. */
export const statisticRowSchema = z.object({
  area_code: code(50).required,
  area_level: oneOf(['city', 'county', 'street', 'management']).optional,
  indicator: text(100).required,
  value: number(-Number.MAX_VALUE).required,
  as_of: date.required,
  document: text(500).required,
  is_modelled: yesNo.optional,
});
export type StatisticRow = z.output<typeof statisticRowSchema>;

export function statisticKey(row: StatisticRow): string {
  return JSON.stringify([row.area_level, row.area_code, row.indicator, row.as_of]);
}
