import type { Collection, Field } from '../collections/collection.ts';
import type { SortKey } from '../collections/item-query.ts';
import { type InputIssue, InvalidInputError } from '../errors.ts';
import type { QueryParameters } from './query-parameters.ts';

const MAX_INTEGER = 2_147_483_647;
const WHOLE = /^[+-]?\d{1,15}$/;

/** Reads `properties=name,kind`: the fields of the answer, in the order of the declaration. Throws InvalidInputError. */
export function parseProperties(collection: Collection, text: string | undefined): readonly Field[] {
  if (text === undefined) return collection.fields;
  const names = text.split(',').map((name) => name.trim());
  const known = collection.fields.map((field) => field.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new InvalidInputError([
      {
        field: 'properties',
        value: text,
        reason: `"${unknown[0]}" is not a property of this layer`,
        allowed: known.join(', '),
      },
    ]);
  return collection.fields.filter((field) => names.includes(field.name));
}

/** Reads `sortby=+name,-beds` (no sign = ascending). Throws InvalidInputError for a field that is not sortable or stands twice. */
export function parseSortby(collection: Collection, text: string | undefined): readonly SortKey[] {
  if (text === undefined) return [];
  const sortable = collection.fields.filter((field) => field.sortable);
  const allowed = sortable.map((field) => field.name).join(', ');
  const refuse = (reason: string) =>
    new InvalidInputError([{ field: 'sortby', value: text, reason, allowed }]);
  const keys = text.split(',').map((part): SortKey => {
    // An unescaped "+" arrives as a space.
    const [, sign = '', name = ''] = /^\s*([+-]?)(.*?)\s*$/s.exec(part) ?? [];
    const field = sortable.find((candidate) => candidate.name === name);
    if (!field)
      throw refuse(name === '' ? 'names no field' : `"${name}" is not a sortable field of this layer`);
    return { field, descending: sign === '-' };
  });
  if (new Set(keys.map((key) => key.field.name)).size < keys.length) throw refuse('names a field twice');
  return keys;
}

/** `name,-beds`: one text for one order, for cursors and links. */
export function sortbyText(sort: readonly SortKey[]): string {
  return sort.map((key) => `${key.descending ? '-' : ''}${key.field.name}`).join(',');
}

/** Reads the equality filters among the parameters. Throws InvalidInputError with one issue per wrong value. */
export function parseFilters(collection: Collection, parameters: QueryParameters) {
  const issues: InputIssue[] = [];
  const equals = filterableFields(collection).flatMap((field) => {
    const text = parameters.get(field.name);
    if (text === undefined) return [];
    const value = filterValue(field, text);
    if (value === undefined)
      issues.push({
        field: field.name,
        value: text,
        reason: 'is not a value of this field',
        allowed: allowedValues(field),
      });
    return value === undefined ? [] : [{ field, value }];
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
  return equals;
}

/** Fields that may stand as equality parameters. */
export function filterableFields(collection: Collection): readonly Field[] {
  return collection.fields.filter((field) => field.filterable);
}

function filterValue(field: Field, text: string): string | number | boolean | undefined {
  if (field.values && !field.values.includes(text)) return undefined;
  if (field.type === 'string') return text;
  if (field.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (field.type === 'integer')
    return WHOLE.test(text) && Math.abs(Number(text)) <= MAX_INTEGER ? Number(text) : undefined;
  throw new Error(`the field ${field.name} of type ${field.type} cannot be filtered by equality`);
}

function allowedValues(field: Field): string {
  if (field.values) return field.values.join(', ');
  if (field.type === 'boolean') return 'true, false';
  return field.type === 'integer' ? `a whole number up to ${MAX_INTEGER}` : 'text';
}
