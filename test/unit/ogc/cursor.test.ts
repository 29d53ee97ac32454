import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, FieldType } from '../../../api/collections/collection.ts';
import type { SortKey } from '../../../api/collections/item-query.ts';
import { InvalidInputError } from '../../../api/errors.ts';
import { decodeCursor, encodeCursor } from '../../../api/ogc/cursor.ts';

const key = (name: string, type: FieldType, descending = false): SortKey => ({
  field: { name, type, title: { zh: name, en: name } } satisfies Field,
  descending,
});
const sort = [
  key('name', 'string'),
  key('beds', 'integer', true),
  key('score', 'number'),
  key('day', 'date'),
  key('at', 'date-time'),
  key('ok', 'boolean'),
];

const keys = fc.tuple(
  fc.option(fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'))),
  fc.option(fc.maxSafeInteger().map(String)),
  fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)),
  fc.option(fc.constantFrom('2025-01-01', '0001-01-01', '9999-12-31')),
  fc.option(fc.constantFrom('2025-01-01T10:11:12.123456Z')),
  fc.option(fc.constantFrom('true', 'false')),
);

describe('cursor', () => {
  it('brings back the place and the count, for the same order', () => {
    fc.assert(
      fc.property(keys, fc.nat(), fc.option(fc.nat()), (values, fid, count) => {
        const cursor = {
          position: { keys: values, fid },
          ...(count === null ? {} : { matched: { count, selectionMark: 'abc' } }),
        };
        expect(decodeCursor(sort, encodeCursor(sort, cursor))).toEqual(cursor);
      }),
    );
  });

  it('is refused for another order, and for the same fields in another direction', () => {
    const text = encodeCursor([key('name', 'string')], { position: { keys: ['a'], fid: 1 } });
    for (const other of [[], [key('name', 'string', true)], [key('code', 'string')], sort])
      expect(() => decodeCursor(other, text)).toThrow(InvalidInputError);
  });

  const forged = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
  it.each([
    '',
    '!!!',
    'abc',
    forged(null),
    forged([]),
    forged([1, 'beds', ['x'], 1, null, '']),
    forged([1, 'beds', ['1'], -1, null, '']),
    forged([1, 'beds', ['1'], 1.5, null, '']),
    forged([1, 'beds', ['1', '2'], 1, null, '']),
    forged([1, 'beds', [], 1, null, '']),
    forged([1, 'beds', ['9'.repeat(40)], 1, null, '']),
    forged([1, 'beds', ['1'], 2 ** 60, null, '']),
    forged([2, 'beds', ['1'], 1, null, '']),
    forged([1, 'beds', ["1'; drop table institution; --"], 1, null, '']),
  ])('refuses %j', (text) => {
    expect(() => decodeCursor([key('beds', 'integer')], text)).toThrow(InvalidInputError);
  });

  it('refuses dates that do not exist and texts that the database cannot hold', () => {
    const refused: [FieldType, string][] = [
      ['date', '2025-02-30'],
      ['date', '0000-01-01'],
      ['date-time', '2025-01-01'],
      ['string', 'a\0b'],
      ['number', '1e999'],
      ['number', 'NaN'],
      ['boolean', 'maybe'],
    ];
    for (const [type, value] of refused)
      expect(() => decodeCursor([key('k', type)], forged([1, 'k', [value], 1, null, '']))).toThrow(
        InvalidInputError,
      );
  });

  it('never fails otherwise, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.json().map((text) => Buffer.from(text).toString('base64url')),
        ),
        (text) => {
          try {
            decodeCursor(sort, text);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidInputError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
