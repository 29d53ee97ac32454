import { z } from 'zod';
import { BED_CATEGORIES, SERVICES } from '../../vocabulary.ts';
import type { RowIssue } from '../issue-codes.ts';
import { code, count, date, listOf, number, oneOf, text, yesNo } from '../row-fields.ts';
import { periodIssues } from './period.ts';

export const BED_FIGURES = ['licensed', 'open', 'designated', 'occupied_bed_days'] as const;

type BedColumn = `beds_${(typeof BED_CATEGORIES)[number]}_${(typeof BED_FIGURES)[number]}`;

const bedColumns = Object.fromEntries(
  BED_CATEGORIES.flatMap((category) => [
    [`beds_${category}_licensed`, count(1_000_000).optional],
    [`beds_${category}_open`, count(1_000_000).optional],
    [`beds_${category}_designated`, count(1_000_000).optional],
    [`beds_${category}_occupied_bed_days`, number().optional],
  ]),
) as unknown as Record<BedColumn, z.ZodType<number | null>>;

/** Standard columns of an institution, flat: what it is, where its authority lies, services, grades, beds. */
export const institutionRowSchema = z.object({
  code: code(100).optional,
  source: text(200).optional,
  source_id: code(200).optional,
  name: text(300).required,
  kind: oneOf(['medical', 'pharmacy', 'ltc_home', 'ltc_residential', 'ltc_both']).required,
  category: text(200).optional,
  address: text(500).optional,
  accuracy_m: number(0, 5000).optional,
  verified: yesNo.optional,
  stated_county: text(200).optional,
  licensing_authority: text(300).optional,
  licensing_level: oneOf(['province', 'city', 'county']).optional,
  licensing_area_code: code(50).optional,
  business_licence_area_code: code(50).optional,
  management_area_code: code(50).optional,
  hospital_grade: oneOf(['tertiary', 'secondary', 'primary', 'ungraded']).optional,
  settlement_level: oneOf(['I', 'II', 'III']).optional,
  parent_code: code(100).optional,
  is_branch: yesNo.optional,
  valid_from: date.optional,
  valid_to: date.optional,
  services: listOf(SERVICES).optional,
  designation_status: oneOf(['active', 'suspended', 'terminated', 'withdrawn']).optional,
  designated_from: date.optional,
  designated_to: date.optional,
  counts_from: date.optional,
  ...bedColumns,
  beds_valid_from: date.optional,
  beds_valid_to: date.optional,
});
export type InstitutionRow = z.output<typeof institutionRowSchema>;

/** An institution is known again by its code, else by source and source_id. */
export function institutionKey(row: { code: string | null; source: string; source_id: string }): string {
  return JSON.stringify(row.code === null ? [row.source, row.source_id] : [row.code]);
}

export function institutionIssues(row: InstitutionRow): RowIssue[] {
  const issues: RowIssue[] = [
    ...periodIssues(row, 'valid_from', 'valid_to'),
    ...periodIssues(row, 'designated_from', 'designated_to'),
    ...periodIssues(row, 'beds_valid_from', 'beds_valid_to'),
  ];
  if (row.code === null && row.source_id === null) issues.push({ code: 'missing-key', field: 'code' });
  return [...issues, ...designationIssues(row)];
}

const DESIGNATION_COLUMNS = [
  'designation_status',
  'designated_from',
  'designated_to',
  'counts_from',
] as const;

/** What is said of a designation needs a service; a terminated or withdrawn agreement is over from a day on, without a last day. */
function designationIssues(row: InstitutionRow): RowIssue[] {
  const field = DESIGNATION_COLUMNS.find((column) => row[column] !== null);
  const issues: RowIssue[] = [];
  if (field !== undefined && row.services === null)
    issues.push({ code: 'designation-without-service', field: 'services', detail: field });
  const over = row.designation_status === 'terminated' || row.designation_status === 'withdrawn';
  if (over && row.designated_to !== null)
    issues.push({ code: 'ended-with-last-day', field: 'designated_to', value: row.designated_to });
  return issues;
}

/** Beds by category as the table `bed` holds them; categories without a figure are left out. */
export function bedsOf(row: InstitutionRow) {
  return BED_CATEGORIES.map((category) => ({
    category,
    licensed: row[`beds_${category}_licensed`],
    open: row[`beds_${category}_open`],
    designated: row[`beds_${category}_designated`],
    occupied_bed_days: row[`beds_${category}_occupied_bed_days`],
  })).filter((bed) =>
    [bed.licensed, bed.open, bed.designated, bed.occupied_bed_days].some((figure) => figure !== null),
  );
}
