import { getResolution, isValidCell, latLngToCell } from 'h3-js';
import type { RowIssue } from '../issue-codes.ts';
import { type KindRow, parseCells, type RowContext } from '../kind-row.ts';
import { findPosition } from '../positions.ts';
import type { SourceRow } from '../readers/open-source.ts';
import type { Cell } from '../row-fields.ts';
import { populationRowSchema } from '../rows/population-row.ts';

/** A population row: an H3 cell with residents, or a point that adds to its cell. The index travels as decimal text (64 bit). */
export function understandPopulation(
  values: Readonly<Record<string, Cell>>,
  source: SourceRow,
  context: RowContext,
): KindRow | readonly RowIssue[] {
  const cells = parseCells(populationRowSchema, values);
  if ('issues' in cells) return cells.issues;
  const { h3, population } = cells.row;
  const surface = context.options.surface!;
  const issues: RowIssue[] = [];
  if (population === null && !surface.spread) issues.push({ code: 'required', field: 'population' });
  if (h3 !== null && !surface.spread) {
    issues.push(...cellIssues(h3, surface.resolution));
    if (issues.length > 0) return issues;
    // One cell may be written with 15 digits or with a leading zero: the number is what makes it one.
    const index = toDecimal(h3);
    return { key: index, value: { h3: index, population }, issues };
  }
  const found = context.crs ? findPosition(context.crs, values, source) : { position: null, issues: [] };
  issues.push(...found.issues);
  if (!found.position && found.issues.length === 0)
    issues.push({ code: 'missing-coordinates', field: 'lon' });
  if (!found.position) return issues;
  const [lon, lat] = found.position;
  const cell = latLngToCell(lat, lon, surface.resolution);
  // Points have no key: two rows at one place are two shares of residents.
  return {
    key: null,
    value: { h3: toDecimal(cell), population },
    geometry: { type: 'Point', coordinates: found.position },
    issues,
  };
}

function cellIssues(h3: string, resolution: number): RowIssue[] {
  if (!/^[0-9a-f]{15,16}$/i.test(h3) || !isValidCell(h3.toLowerCase()))
    return [
      {
        code: 'not-an-h3-cell',
        field: 'h3',
        value: h3,
        allowed: 'a hexadecimal H3 index such as 8931aa4296bffff',
      },
    ];
  const own = getResolution(h3);
  return own === resolution
    ? []
    : [{ code: 'wrong-h3-resolution', field: 'h3', value: h3, detail: `${own}, not ${resolution}` }];
}

function toDecimal(h3: string): string {
  return BigInt(`0x${h3}`).toString();
}
