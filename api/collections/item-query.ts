import type { Field } from './collection.ts';

/** A box in degrees of longitude and latitude (CRS84); west <= east. A box across the antimeridian is given as two. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Calendar days, both inclusive; null = without end on that side. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

/** Which features are meant: the same for counting them and for reading them. */
export interface Selection {
  /** Those that meet any of the boxes, and those without geometry (as the standard asks). */
  readonly boxes?: readonly Box[];
  /** Those valid on at least one day of the period; ignored by layers without validity. */
  readonly during?: Period;
  readonly equals: readonly { readonly field: Field; readonly value: string | number | boolean }[];
}

export interface SortKey {
  readonly field: Field;
  readonly descending: boolean;
}

/** A place in the order: the sort keys' values as text (null = empty) and the fid, which breaks ties. */
export interface Position {
  readonly keys: readonly (string | null)[];
  readonly fid: number;
}

/** Geometry as GeoJSON text, as well-known text, or as `lon,lat` of a point. */
export type GeometryForm = 'geojson' | 'wkt' | 'lon-lat';

export interface ItemQuery {
  readonly selection: Selection;
  readonly sort: readonly SortKey[];
  readonly after?: Position;
  /** Fields of the answer, in the order of the declaration. */
  readonly properties: readonly Field[];
  readonly form: GeometryForm;
}

export interface Item {
  readonly fid: number;
  /** The properties as JSON text, made by the database. */
  readonly properties: string;
  /** Text in the form asked for; null without geometry. */
  readonly geometry: string | null;
}
