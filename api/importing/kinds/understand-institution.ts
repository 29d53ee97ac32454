import { matchType } from '../../policy/type-scheme.ts';
import { ASSUMED_ACCURACY_M } from '../import-options.ts';
import type { RowIssue } from '../issue-codes.ts';
import { type KindRow, parseCells, type RowContext } from '../kind-row.ts';
import { findPosition, otherReadings } from '../positions.ts';
import type { SourceRow } from '../readers/open-source.ts';
import type { Cell } from '../row-fields.ts';
import {
  bedsOf,
  type InstitutionRow,
  institutionIssues,
  institutionKey,
  institutionRowSchema,
} from '../rows/institution-row.ts';

/** An institution row: identity, position, type number, services, grades and beds. */
export function understandInstitution(
  values: Readonly<Record<string, Cell>>,
  source: SourceRow,
  context: RowContext,
): KindRow | readonly RowIssue[] {
  const { options, crs } = context;
  const cells = parseCells(institutionRowSchema, values);
  const found = crs ? findPosition(crs, values, source) : { position: null, stated: null, issues: [] };
  const issues: RowIssue[] = [
    ...('issues' in cells ? cells.issues : institutionIssues(cells.row)),
    ...found.issues,
  ];
  // Without any column of a position the stored one is kept; whether there is one is seen when the row is known.
  if (crs && !found.position && found.issues.length === 0)
    issues.push({
      code: options.allowMissingCoordinates ? 'coordinates-empty' : 'missing-coordinates',
      field: 'lon',
    });
  if ('issues' in cells) return issues;
  const { row } = cells;
  const type = typeOf(row, context);
  const keyless = row.source_id === null;
  const own = row.source ?? (typeof source.values._source === 'string' ? source.values._source : null);
  const register = own ?? context.source;
  const identity = { code: row.code, source: register, source_id: row.source_id ?? row.code ?? '' };
  const content = {
    ...filledColumns(row),
    type_no: type.typeNo,
    type_scheme: type.typeNo === null ? null : context.scheme.id,
    accuracy_m: row.accuracy_m ?? options.accuracyM ?? ASSUMED_ACCURACY_M,
    verified: row.verified ?? false,
    is_branch: row.is_branch ?? false,
    services: row.services ?? [],
    designation_status: row.designation_status ?? 'active',
    beds: bedsOf(row),
    source_crs: found.position ? (crs?.id ?? null) : null,
    is_synthetic: options.synthetic,
  };
  return {
    key: issues.some((issue) => issue.code === 'missing-key') ? null : institutionKey(identity),
    value: {
      ...content,
      ...identity,
      states_source_id: !keyless,
      states_source: own !== null || options.source !== undefined,
      states_accuracy: (row.accuracy_m ?? options.accuracyM) !== undefined,
    },
    geometry: found.position && { type: 'Point', coordinates: found.position },
    readings: crs && found.stated && row.stated_county !== null ? otherReadings(crs, found.stated) : null,
    issues: [...issues, ...type.issues],
    // A row known by its code keeps its stored register; only a stated source_id makes the register part of the content.
    fingerprint: [content, row.code, keyless ? null : [identity.source, identity.source_id]],
  };
}

const PLAIN_COLUMNS = (Object.keys(institutionRowSchema.shape) as (keyof InstitutionRow)[]).filter(
  (name) => !/^beds_.*_(licensed|open|designated|occupied_bed_days)$/.test(name),
);

/** The columns that hold something, without the flat bed counts. */
function filledColumns(row: InstitutionRow): Partial<InstitutionRow> {
  const filled: Record<string, unknown> = {};
  for (const name of PLAIN_COLUMNS) if (row[name] !== null) filled[name] = row[name];
  return filled as Partial<InstitutionRow>;
}

/** Type numbers belong to medical institutions; an unlisted category stays without one and is reported, never guessed. */
function typeOf(row: InstitutionRow, context: RowContext): { typeNo: number | null; issues: RowIssue[] } {
  if (row.kind !== 'medical') return { typeNo: null, issues: [] };
  const match = matchType(context.scheme, row.category);
  if (match.typeNo !== null) return { typeNo: match.typeNo, issues: [] };
  const field = 'category';
  const value = row.category;
  if (match.reason === 'empty') return { typeNo: null, issues: [{ code: 'category-missing', field }] };
  if (match.reason === 'several-types')
    return {
      typeNo: null,
      issues: [{ code: 'category-several-types', field, value, detail: (match.candidates ?? []).join(', ') }],
    };
  return { typeNo: null, issues: [{ code: 'category-not-listed', field, value }] };
}
