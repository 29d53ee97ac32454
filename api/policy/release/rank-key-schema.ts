import { z } from 'zod';

/** A key of a ranking as a plan writes it; the first in the list counts first. */
export const rankKeySchema = z.discriminatedUnion('key', [
  z
    .strictObject({
      key: z.literal('support_category'),
      rule: z.string().describe('Rule whose derived `support` is read, e.g. DL-B2.'),
      order: z.array(z.string()).min(2).describe('Support categories, the preferred one first.'),
    })
    .describe('Support category (支持类别) in the order given.'),
  z
    .strictObject({ key: z.literal('personal_account_opened_on') })
    .describe('Day on which the personal account (个人账户) was opened; earlier first.'),
  z
    .strictObject({ key: z.literal('practice_licence_obtained_on') })
    .describe('Day on which the practice licence in force was obtained; earlier first.'),
  z
    .strictObject({ key: z.literal('practice_licence_first_obtained_on') })
    .describe('Day on which a practice licence was first obtained (首次取得); earlier first.'),
  z
    .strictObject({ key: z.literal('designated_since') })
    .describe('Day on which the institution became designated (any service); earlier first.'),
  z
    .strictObject({
      key: z.literal('score'),
      evaluation: z
        .enum(['personal_account_entry', 'current_entry'])
        .describe('Evaluation whose score counts; scores of others are not comparable.'),
    })
    .describe('Expert score; higher first.'),
  z
    .strictObject({ key: z.literal('open_beds_per_1000_residents') })
    .describe('Open designated beds per 1000 residents of the district of the site, unrounded; fewer first.'),
]);
export type RankKeyRule = z.output<typeof rankKeySchema>;

/** Name of a key in `derived` and in the order of a batch. */
export function keyName(key: RankKeyRule): string {
  return key.key === 'score' ? `score:${key.evaluation}` : key.key;
}
