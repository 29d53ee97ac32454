import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../api/errors.ts';
import { parseDatetime } from '../../../api/ogc/datetime-parameter.ts';

describe('datetime', () => {
  it.each([
    ['2025-07-01', '2025-07-01', '2025-07-01'],
    ['2024-02-29', '2024-02-29', '2024-02-29'],
    ['2025-07-01T12:00:00Z', '2025-07-01', '2025-07-01'],
    ['2025-07-01T16:00:00Z', '2025-07-02', '2025-07-02'], // midnight in Shanghai
    ['2025-07-01T23:59:59+08:00', '2025-07-01', '2025-07-01'],
    ['2025-07-01t15:59:59.999z', '2025-07-01', '2025-07-01'],
    ['2016-12-31T23:59:60Z', '2017-01-01', '2017-01-01'], // a leap second
    ['2025-01-01/2025-12-31', '2025-01-01', '2025-12-31'],
    ['2025-01-01/2025-01-01', '2025-01-01', '2025-01-01'],
    ['2025-01-01T00:00:00+08:00/..', '2025-01-01', null],
    ['2025-01-01/', '2025-01-01', null],
    ['../2025-01-01', null, '2025-01-01'],
    ['/2025-01-01', null, '2025-01-01'],
    ['../..', null, null],
    ['/', null, null],
    ['../', null, null],
    ['0001-01-01T00:00:00Z/9999-12-31T23:59:59Z', '0001-01-01', '9999-12-31'],
  ])('%s is from %s to %s', (text, from, to) => {
    expect(parseDatetime(text)).toEqual({ from, to });
  });

  it.each([
    '',
    '..',
    'today',
    '2025',
    '2025-7-1',
    '2025-02-30',
    '2025-13-01',
    '2025-07-01T25:00:00Z',
    '2025-07-01T10:00:00', // no zone
    '2025-07-01 10:00:00Z',
    '0000-01-01',
    '0000-01-01T00:00:00Z',
    '2025-01-02/2025-01-01',
    '2025-01-01/2025-01-02/2025-01-03',
    'a/b',
    '2025-01-01/P1M',
  ])('refuses %j', (text) => {
    expect(() => parseDatetime(text)).toThrow(InvalidInputError);
  });

  it('gives ordered days or InvalidInputError for any text', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('', '..'),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc
        .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
        .map((date) => date.toISOString().slice(0, 10)),
    );
    fc.assert(
      fc.property(part, fc.option(part), (start, end) => {
        try {
          const { from, to } = parseDatetime(end === null ? start : `${start}/${end}`);
          for (const day of [from, to])
            expect(day).toSatisfy((value) => value === null || /^\d{4}-\d\d-\d\d$/.test(String(value)));
          if (from !== null && to !== null) expect(from <= to).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
