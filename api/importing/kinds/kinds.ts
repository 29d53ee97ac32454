import type { ImportKind } from '../import-kind.ts';
import { POSITION_COLUMNS } from '../positions.ts';
import { areaRowSchema } from '../rows/area-row.ts';
import { boundRowSchema } from '../rows/bound-row.ts';
import { institutionRowSchema } from '../rows/institution-row.ts';
import { populationRowSchema } from '../rows/population-row.ts';
import { statisticRowSchema } from '../rows/statistic-row.ts';

interface StandardColumns {
  readonly columns: readonly string[];
  /** Without these no row can be loaded. */
  readonly required: readonly string[];
}

const named = (
  schema: { shape: object },
  required: readonly string[],
  more: readonly string[] = [],
): StandardColumns => ({
  columns: [...Object.keys(schema.shape), ...more],
  required,
});

/** The standard columns of each kind: those of its row schema and, for places, the columns of the position. */
export const STANDARD_COLUMNS: Record<ImportKind, StandardColumns> = {
  areas: named(areaRowSchema, ['code', 'level', 'name'], ['geometry']),
  statistics: named(statisticRowSchema, ['area_code', 'indicator', 'value', 'as_of', 'document']),
  bounds: named(boundRowSchema, ['area_code', 'pharmacy_kind', 'version', 'document']),
  institutions: named(institutionRowSchema, ['name', 'kind'], POSITION_COLUMNS),
  population: named(populationRowSchema, [], POSITION_COLUMNS),
};
