import type { Feature, Geometry } from 'geojson';
import { z } from 'zod';
import { distributionOf } from '../../accessibility/weighted-distribution.ts';
import { cellRing } from '../../geo/cell-outlines.ts';
import { feature } from '../analysis.ts';
import { groupOf, groupsOf } from '../coverage-gaps/group-cells.ts';
import type { AreaNames } from '../points/area-names.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import { DOUBT } from './reach.ts';

const QUANTILES = { p10: 0.1, p25: 0.25, p50: 0.5, p75: 0.75, p90: 0.9 } as const;
type QuantileName = keyof typeof QUANTILES;

export const spreadSchema = z.object({
  cells: z.number(),
  residents: z.number(),
  /** Supply per 1,000 residents, weighted by residents; null when no access is known. */
  mean_per_1000: z.number().nullable(),
  quantiles_per_1000: z.record(z.enum(['p10', 'p25', 'p50', 'p75', 'p90']), z.number().nullable()),
  /** 0 = all have the same; null when nobody has any. */
  gini: z.number().nullable(),
  /** Residents who reach nothing ÷ residents whose access is known. */
  share_without: z.number().nullable(),
  /** Residents whose access is not known at all; in no other figure but `residents`. */
  residents_unknown: z.number(),
  /** Residents for whom a supplier within reach could not be counted. */
  residents_incomplete: z.number(),
});
export type Spread = z.output<typeof spreadSchema>;

export const areaSpreadSchema = spreadSchema.extend({
  rank: z.number(),
  group: z.enum(['area', 'border', 'outside']),
  code: z.string().nullable(),
  name: z.string().nullable(),
  name_en: z.string().nullable(),
});

/** A populated cell with what its residents reach. */
export interface CellAccess {
  readonly cell: DemandCell;
  readonly per1000: number;
  readonly reachable: number;
  /** Bits of DOUBT. */
  readonly doubts: number;
}

export const isUnknown = ({ doubts }: CellAccess) => (doubts & DOUBT.placeNotSnapped) !== 0;
const isIncomplete = (access: CellAccess) => access.doubts !== 0 && !isUnknown(access);

/** How access is spread over the residents of some cells. */
export function spreadOf(cells: readonly CellAccess[]): Spread {
  const known = cells.filter((access) => !isUnknown(access));
  const { mean, quantiles, gini, zeroShare } = distributionOf(
    known.map(({ per1000 }) => per1000),
    known.map(({ cell }) => cell.population),
    Object.values(QUANTILES),
  );
  const names = Object.keys(QUANTILES) as QuantileName[];
  return {
    cells: cells.length,
    residents: residentsOf(cells),
    mean_per_1000: mean,
    quantiles_per_1000: Object.fromEntries(
      names.map((name, index) => [name, quantiles[index] ?? null]),
    ) as Spread['quantiles_per_1000'],
    gini,
    share_without: zeroShare,
    residents_unknown: residentsOf(cells.filter(isUnknown)),
    residents_incomplete: residentsOf(cells.filter(isIncomplete)),
  };
}

export function residentsOf(cells: readonly CellAccess[]): number {
  return cells.reduce((sum, { cell }) => sum + cell.population, 0);
}

/** Areas by mean access, least first; those where none is known last, then cells that belong to no area. */
export function rankAreas(
  cells: readonly CellAccess[],
  perArea: 'county' | 'street',
  names: AreaNames,
): z.output<typeof areaSpreadSchema>[] {
  return groupsOf(cells, ({ cell }) => groupOf(cell, perArea, names))
    .map(({ key: { order, ...area }, members }) => ({ order, ...area, ...spreadOf(members) }))
    .sort(
      (a, b) =>
        Number(a.group !== 'area') - Number(b.group !== 'area') ||
        (a.mean_per_1000 ?? Number.MAX_VALUE) - (b.mean_per_1000 ?? Number.MAX_VALUE) ||
        a.order - b.order,
    )
    .map(({ order: _order, ...area }, index) => ({ rank: index + 1, ...area }));
}

/** Least access first, of equals most residents; those whose access is not known come last. */
export function byAccess(a: CellAccess, b: CellAccess): number {
  return (
    Number(isUnknown(a)) - Number(isUnknown(b)) ||
    a.per1000 - b.per1000 ||
    b.cell.population - a.cell.population ||
    a.cell.cell_id - b.cell.cell_id
  );
}

/** A cell as a hexagon: a picture of the place; distances were measured from its centre. */
export function cellFeature(access: CellAccess, perArea: AreaNames): Feature<Geometry | null> {
  const { cell, per1000, reachable, doubts } = access;
  const unknown = isUnknown(access);
  const properties = {
    role: 'cell',
    h3: cell.h3,
    status: unknown ? 'unknown' : doubts === 0 ? 'known' : 'incomplete',
    per_1000: unknown ? null : per1000,
    reachable_institutions: unknown ? null : reachable,
    population: cell.population,
    doubts: doubtNames(doubts),
    street: nameOf(cell.street_id, perArea),
    county: nameOf(cell.county_id, perArea),
  };
  return feature({ type: 'Polygon', coordinates: [cellRing(cell.h3)] }, properties, cell.h3);
}

function nameOf(areaId: number | null, names: AreaNames): string | null {
  return areaId === null ? null : (names.get(areaId)?.name ?? null);
}

const DOUBT_NAMES: Readonly<Record<keyof typeof DOUBT, string>> = {
  placeNotSnapped: 'cell-not-snapped',
  supplierNotSnapped: 'institution-not-snapped',
  noPath: 'no-path',
  contradictory: 'contradictory',
  supplyUnknown: 'supply-unknown',
};

function doubtNames(doubts: number): string[] {
  return (Object.keys(DOUBT) as (keyof typeof DOUBT)[])
    .filter((name) => (doubts & DOUBT[name]) !== 0)
    .map((name) => DOUBT_NAMES[name]);
}
