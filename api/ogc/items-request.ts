import { createHash } from 'node:crypto';
import type { Collection } from '../collections/collection.ts';
import type { ItemQuery, Selection } from '../collections/item-query.ts';
import { todayInShanghai } from '../dates.ts';
import { InvalidInputError } from '../errors.ts';
import { checkCrs, parseBbox } from './bbox-parameter.ts';
import { type Cursor, decodeCursor } from './cursor.ts';
import { parseDatetime } from './datetime-parameter.ts';
import { filterableFields, parseFilters, parseProperties, parseSortby } from './field-parameters.ts';
import { type QueryParameters, readQueryParameters } from './query-parameters.ts';

/** Features of a page when `limit` is absent. */
export const DEFAULT_LIMIT = 100;

/** A request for features, read and checked. */
export interface ItemsRequest {
  readonly parameters: QueryParameters;
  readonly query: Omit<ItemQuery, 'form'>;
  readonly cursor?: Cursor;
  /** As given, not clamped; undefined when absent. */
  readonly limit?: number;
  /** CSV for spreadsheet programs: byte order mark, and cells that would run as formulas made harmless. */
  readonly forSpreadsheet: boolean;
  /** Same for two requests that select the same features. */
  readonly selectionMark: string;
}

const COMMON = [
  'f',
  'limit',
  'cursor',
  'bbox',
  'bbox-crs',
  'datetime',
  'crs',
  'properties',
  'sortby',
  'spreadsheet',
] as const;

/** Names of the parameters that `/items` of this layer takes. */
export function itemsParameters(collection: Collection): string[] {
  return [...COMMON, ...filterableFields(collection).map((field) => field.name)];
}

/** Reads the query string of `/items`. Throws InvalidInputError for the first thing wrong (all of them for filters). */
export function readItemsRequest(collection: Collection, url: string): ItemsRequest {
  const parameters = readQueryParameters(url, itemsParameters(collection));
  checkCrs('crs', parameters.get('crs'));
  checkCrs('bbox-crs', parameters.get('bbox-crs'));
  const selection = readSelection(collection, parameters);
  const sort = parseSortby(collection, parameters.get('sortby'));
  const cursorText = parameters.get('cursor');
  const cursor = cursorText === undefined ? undefined : decodeCursor(sort, cursorText);
  const limit = parseLimit(parameters.get('limit'));
  return {
    parameters,
    query: {
      selection,
      sort,
      properties: parseProperties(collection, parameters.get('properties')),
      ...(cursor ? { after: cursor.position } : {}),
    },
    ...(cursor ? { cursor } : {}),
    ...(limit === undefined ? {} : { limit }),
    forSpreadsheet: parseFlag('spreadsheet', parameters.get('spreadsheet')),
    selectionMark: markOf(collection, selection),
  };
}

function readSelection(collection: Collection, parameters: QueryParameters): Selection {
  const bbox = parameters.get('bbox');
  const datetime = parameters.get('datetime');
  const today = todayInShanghai();
  const during =
    datetime !== undefined
      ? parseDatetime(datetime)
      : collection.defaultDatetime === 'today'
        ? { from: today, to: today }
        : undefined;
  return {
    ...(bbox === undefined ? {} : { boxes: parseBbox(bbox) }),
    ...(during ? { during } : {}),
    equals: parseFilters(collection, parameters),
  };
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\+?\d+$/.test(text) && Number(text) >= 1) return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
  throw new InvalidInputError([
    {
      field: 'limit',
      value: text,
      reason: 'is not a whole number from 1',
      allowed: '1 or more; a page is never larger than the maximum',
    },
  ]);
}

function parseFlag(field: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw new InvalidInputError([
    { field, value: text, reason: 'is neither true nor false', allowed: 'true, false' },
  ]);
}

function markOf(collection: Collection, selection: Selection): string {
  const equals = selection.equals.map(({ field, value }) => [field.name, value]);
  const content = JSON.stringify([collection.id, selection.boxes, selection.during, equals]);
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}
