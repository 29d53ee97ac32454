import { describe, expect, it } from 'vitest';
import { institutions } from '../../../api/collections/institutions.ts';
import { COLLECTIONS } from '../../../api/collections/registry.ts';
import { InvalidInputError } from '../../../api/errors.ts';
import { itemsParameters, readItemsRequest } from '../../../api/ogc/items-request.ts';

const read = (query: string) => readItemsRequest(institutions, `/collections/institutions/items?${query}`);
function issuesOf(query: string) {
  try {
    read(query);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues;
    throw error;
  }
  throw new Error(`${query} was accepted`);
}

describe('the query string of /items', () => {
  it('reads filters by the type of their field', () => {
    const { query } = read('type_no=7&verified=true&name=%E4%B8%80%20%26%20%E4%BA%8C&kind=pharmacy');
    expect(query.selection.equals.map(({ field, value }) => [field.name, value])).toEqual([
      ['name', '一 & 二'],
      ['kind', 'pharmacy'],
      ['type_no', 7],
      ['verified', true],
    ]);
  });

  it('takes "+" in sortby escaped or not, and no sign as ascending', () => {
    for (const text of ['sortby=+name,-type_no', 'sortby=%2Bname,-type_no', 'sortby=name,-type_no'])
      expect(read(text).query.sort.map(({ field, descending }) => [field.name, descending])).toEqual([
        ['name', false],
        ['type_no', true],
      ]);
  });

  it('gives the properties in the order of the declaration', () => {
    expect(read('properties=kind,name').query.properties.map((field) => field.name)).toEqual([
      'name',
      'kind',
    ]);
    expect(read('').query.properties).toBe(institutions.fields);
  });

  it.each([
    ['nonsense=1', 'nonsense'],
    ['category=x', 'category'], // a field, but not one to filter by
    ['limit=5&limit=6', 'limit'],
    ['bbox=1,2,3,4&bbox=1,2,3,4', 'bbox'],
    ['name=a&name=b', 'name'],
    ['limit=0', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=0x10', 'limit'],
    ['kind=hospital', 'kind'],
    ['type_no=abc', 'type_no'],
    ['type_no=99999999999', 'type_no'],
    ['type_no=1.5', 'type_no'],
    ['verified=yes', 'verified'],
    ['properties=', 'properties'],
    ['properties=name,geom', 'properties'],
    ['sortby=', 'sortby'],
    ['sortby=services', 'sortby'],
    ['sortby=name,-name', 'sortby'],
    ['sortby=fid;drop', 'sortby'],
    ['crs=EPSG:4326', 'crs'],
    ['spreadsheet=1', 'spreadsheet'],
    ['cursor=zzz', 'cursor'],
    ['name=%00', 'name'],
    ['__proto__=1', '__proto__'],
  ])('refuses %s and names %s', (query, field) => {
    expect(issuesOf(query).map((issue) => issue.field)).toContain(field);
  });

  it('marks the same selection alike and another differently, whatever the limit', () => {
    expect(read('kind=pharmacy&limit=5').selectionMark).toBe(
      read('limit=99&kind=pharmacy&sortby=name').selectionMark,
    );
    expect(read('kind=pharmacy').selectionMark).not.toBe(read('kind=medical').selectionMark);
    expect(read('bbox=1,2,3,4').selectionMark).not.toBe(read('').selectionMark);
  });

  it('has no field whose name is also a parameter of its own', () => {
    for (const collection of COLLECTIONS) {
      const names = itemsParameters(collection);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
