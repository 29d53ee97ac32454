import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { code, count, date, listOf, number, oneOf, text, yesNo } from '../../../api/importing/row-fields.ts';

/** The value of a cell, or the code of what is wrong with it. */
function read(field: z.ZodType, cell: unknown): unknown {
  const parsed = field.safeParse(cell);
  if (parsed.success) return parsed.data;
  return (parsed.error.issues[0] as unknown as { params: { code: string } }).params.code;
}

describe('cells', () => {
  it.each([
    ['2025-12-31', '2025-12-31'],
    ['2025-1-2', '2025-01-02'],
    ['2025/1/2', '2025-01-02'],
    ['2025.01.02', '2025-01-02'],
    ['2025年1月2日', '2025-01-02'],
    ['20250102', '2025-01-02'],
    [20250102, '2025-01-02'],
    ['2025-01-02T00:00:00.000Z', '2025-01-02'],
    ['2024-02-29', '2024-02-29'],
    ['2025-02-29', 'not-a-date'],
    ['2025-13-01', 'not-a-date'],
    ['2025-01-02T08:30:00Z', 'not-a-date'],
    ['01/02/2025', 'not-a-date'],
    ['0000-01-01', 'not-a-date'],
    ['45678', 'not-a-date'],
    ['', null],
    [null, null],
  ])('date %j is %j', (cell, expected) => expect(read(date.optional, cell)).toBe(expected));

  it.each([
    ['12.5', 12.5],
    ['.5', 0.5],
    ['1e3', 1000],
    [7, 7],
    ['1,000', 'not-a-number'],
    ['１２', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['1e999', 'not-a-number'],
    [true, 'not-a-number'],
    ['-1', 'negative'],
    ['101', 'out-of-range'],
  ])('number 0…100 %j is %j', (cell, expected) =>
    expect(read(number(0, cell === '1e3' ? 5000 : 100).optional, cell)).toBe(expected),
  );

  it.each([
    ['3', 3],
    ['3.0', 3],
    ['2.5', 'not-an-integer'],
    ['-1', 'negative'],
    ['11', 'out-of-range'],
    ['', 'required'],
  ])('count up to 10 %j is %j', (cell, expected) => expect(read(count(10).required, cell)).toBe(expected));

  it.each([
    ['abc', 'abc'],
    [123, '123'],
    ['abcd', 'too-long'],
    ['a\u0000', 'bad-characters'],
    ['a\ud800', 'bad-characters'],
    ['a\ufffd', 'bad-characters'],
    ['𠮷', '𠮷'],
    ['a\n', 'a\n'],
  ])('text up to 3 %j is %j', (cell, expected) => expect(read(text(3).optional, cell)).toBe(expected));

  it.each([
    ['610111000000000123', '610111000000000123'],
    [610111, '610111'],
    [Number('610111000000000123'), 'number-lost-digits'],
    ['6.10111E+17', 'number-lost-digits'],
    ['6E+17', 'number-lost-digits'],
    ['E+17', 'E+17'],
  ])('code %j is %j', (cell, expected) => expect(read(code(50).required, cell)).toBe(expected));

  it.each([
    ['是', true],
    ['TRUE', true],
    [1, true],
    ['否', false],
    [false, false],
    ['可能', 'not-a-boolean'],
  ])('yes or no %j is %j', (cell, expected) => expect(read(yesNo.optional, cell)).toBe(expected));

  it('closed lists are exact; several are separated by any of the usual separators', () => {
    expect(read(oneOf(['a', 'b']).optional, 'a')).toBe('a');
    expect(read(oneOf(['a', 'b']).optional, 'A')).toBe('not-allowed');
    expect(read(listOf(['a', 'b', 'c']).optional, 'a；b; a、c')).toEqual(['a', 'b', 'c']);
    expect(read(listOf(['a', 'b']).optional, 'a;d')).toBe('not-allowed');
    expect(read(listOf(['a']).optional, '')).toBe(null);
  });
});
