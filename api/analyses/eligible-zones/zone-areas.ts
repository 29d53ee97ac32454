import { z } from 'zod';
import { localizedSchema } from '../../localized.ts';
import { OUTCOMES } from '../../policy/outcome.ts';
import type { EligibleCell } from './list-eligible-cells.ts';
import { cellsByStreet, countStatuses, reasonsAt } from './list-eligible-cells.ts';
import { ZONE_STATUSES, type ZoneReason } from './zone-verdict.ts';

export const zoneCountsSchema = z.object({
  cells: z.number(),
  open: z.number(),
  review: z.number(),
  closed: z.number(),
  open_share: z.number().nullable().describe('open ÷ cells; null without cells.'),
  review_share: z.number().nullable(),
  closed_share: z.number().nullable(),
});

const ruleInAreaSchema = z.object({
  rule: z.string(),
  title: localizedSchema,
  clause: z.string(),
  outcome: z.enum(OUTCOMES),
  status: z.enum(ZONE_STATUSES),
  cells: z.number().describe('Cells on which the rule says so.'),
  reason: localizedSchema.describe(
    'What it says of the first of them; for a rule of distance it differs by cell.',
  ),
});

export const zoneAreaSchema = zoneCountsSchema.extend({
  street_code: z.string().nullable(),
  street: z.string().nullable().describe('Null: cells in no street, or on the border of several.'),
  county_code: z.string().nullable(),
  county: z.string().nullable(),
  status: z.enum(['open', 'review', 'closed', 'partly']).describe('partly: its cells differ.'),
  rules: z.array(ruleInAreaSchema).describe('Rules of place and quantity that keep cells from being open.'),
  besides: z
    .array(ruleInAreaSchema)
    .describe(
      'Obstacles that are no question of place or quantity (fund, annual plan): they change no status.',
    ),
});
export type ZoneArea = z.output<typeof zoneAreaSchema>;

/** One entry for each street, by code; cells in none come last, by county. */
export function describeAreas(cells: readonly EligibleCell[]): ZoneArea[] {
  return cellsByStreet(cells).flatMap(([, own]) => {
    const [first] = own;
    return first ? [describeArea(first, own)] : [];
  });
}

function describeArea(
  { judged: { street, county } }: EligibleCell,
  cells: readonly EligibleCell[],
): ZoneArea {
  const counts = describeCounts(cells);
  const only = ZONE_STATUSES.find((status) => counts[status] === cells.length);
  return {
    street_code: street?.code ?? null,
    street: street?.name ?? null,
    county_code: county?.code ?? null,
    county: county?.name ?? null,
    status: only ?? 'partly',
    ...counts,
    rules: countRules(cells.flatMap(({ judged }) => reasonsAt(judged))),
    besides: countRules(cells.flatMap(({ judged }) => judged.verdict.besides)),
  };
}

export function describeCounts(cells: readonly EligibleCell[]): z.output<typeof zoneCountsSchema> {
  const counts = countStatuses(cells);
  const share = (count: number) => (cells.length > 0 ? count / cells.length : null);
  return {
    cells: cells.length,
    ...counts,
    open_share: share(counts.open),
    review_share: share(counts.review),
    closed_share: share(counts.closed),
  };
}

function countRules(reasons: readonly ZoneReason[]): ZoneArea['rules'] {
  const counted = new Map<string, ZoneArea['rules'][number]>();
  for (const reason of reasons) {
    const key = `${reason.rule} ${reason.outcome}`;
    const entry = counted.get(key) ?? { ...reason, cells: 0 };
    counted.set(key, entry);
    entry.cells += 1;
  }
  return [...counted.values()].sort((a, b) => b.cells - a.cells || (a.rule < b.rule ? -1 : 1));
}
