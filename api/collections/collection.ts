import type { Localized } from '../localized.ts';

export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'date-time' | 'string[]';

/** One property of a feature, as shown to map clients. */
export interface Field {
  /** Column of the source view and property name; carries its unit. */
  readonly name: string;
  readonly type: FieldType;
  readonly title: Localized;
  /** UCUM-like unit of a number, for example `m`, `km2`, `1/10000`. */
  readonly unit?: string;
  /** Closed list of values, where there is one. */
  readonly values?: readonly string[];
  /** May stand as an equality parameter, `?name=value`; needs an index or a small layer. */
  readonly filterable?: boolean;
  /** May stand in `sortby`. */
  readonly sortable?: boolean;
  /** Never empty in any feature. */
  readonly required?: boolean;
}

/**
 * A layer, declared once: OGC API Features, schema, exports, OpenAPI, HTML (and tiles later) all come from it.
 * Its rows are those of the SQL view `source` (migrations/NNNN_layers.sql), columns named as the fields.
 */
export interface Collection {
  readonly id: string;
  readonly title: Localized;
  readonly description: Localized;
  /** SQL view with a unique, not-null bigint column `fid` that never changes for the same thing. */
  readonly source: string;
  /** Column `geom` (EPSG:4326, stored as longitude, latitude) and its constant type; null for a table without geometry. */
  readonly geometryType: 'Point' | 'MultiLineString' | 'MultiPolygon' | null;
  /** True when the view has a `valid` daterange column, which `datetime` then selects by. */
  readonly hasValidity: boolean;
  /** Table whose GiST index on `geom` bounds the layer; absent for a table without geometry. */
  readonly extentTable?: 'institution' | 'area' | 'population_cell' | 'walk_network' | 'walk_edge';
  /** What an absent `datetime` means: every row, or those valid today in Asia/Shanghai. */
  readonly defaultDatetime: 'all' | 'today';
  readonly fields: readonly Field[];
}
