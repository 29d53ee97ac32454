import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  endOfSameQuarterNextYear,
  quarterOf,
  startOfNextYear,
} from '../../../api/policy/calendar.ts';

/** Every day of 2024 to 2029, counted by the platform's calendar instead of ours. */
const DAYS = Array.from({ length: (Date.UTC(2030, 0, 1) - Date.UTC(2024, 0, 1)) / 86_400_000 }, (_, index) =>
  new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
);
const anyDay = fc.constantFrom(...DAYS);

describe('months', () => {
  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-08-30', 6, '2027-02-28'],
    ['2026-08-28', 6, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-06-30', 0, '2026-06-30'],
  ])('%s and %d months are %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it('keep the day number or end on the last day of the month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (date, months) => {
        const later = addMonths(date, months);
        const [year, month, day] = later.split('-').map(Number) as [number, number, number];
        const from = date.split('-').map(Number) as [number, number, number];
        expect(year * 12 + month - (from[0] * 12 + from[1])).toBe(months);
        if (day !== from[2]) {
          expect(day).toBeLessThan(from[2]);
          expect(addDays(later, 1).endsWith('-01')).toBe(true);
        }
      }),
    );
  });

  it('do not change the order of dates', () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.integer({ min: 0, max: 24 }), (a, b, months) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(addMonths(early, months) <= addMonths(late, months)).toBe(true);
      }),
    );
  });
});

describe('days', () => {
  it('run through every day of six years', () => {
    for (const [index, day] of DAYS.entries()) {
      expect(daysBetween('2024-01-01', day)).toBe(index);
      expect(addDays('2024-01-01', index)).toBe(day);
    }
  });
});

describe('quarters', () => {
  it.each([
    ['2026-03-31', '2027-03-31'],
    ['2026-04-01', '2027-06-30'],
    ['2026-01-01', '2027-03-31'],
    ['2026-12-31', '2027-12-31'],
    ['2024-02-29', '2025-03-31'],
    ['2027-07-01', '2028-09-30'],
  ])('what was released on %s is valid until %s', (date, expected) => {
    expect(endOfSameQuarterNextYear(date)).toBe(expected);
  });

  it('give every day of 2024 to 2029 a validity of 12 to 15 months that ends a quarter', () => {
    for (const day of DAYS) {
      const end = endOfSameQuarterNextYear(day);
      expect(end >= addMonths(day, 12) && end < addMonths(day, 15), `${day} → ${end}`).toBe(true);
      expect(quarterOf(end)).toEqual({ year: quarterOf(day).year + 1, quarter: quarterOf(day).quarter });
      expect(quarterOf(addDays(end, 1)).quarter).not.toBe(quarterOf(end).quarter);
      expect(quarterOf(day).quarter).toBe(Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1);
    }
  });
});

it('the next year starts on 1 January', () => {
  expect(['2026-12-31', '2026-01-01'].map(startOfNextYear)).toEqual(['2027-01-01', '2027-01-01']);
});

it.each(['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-06-31', '2026-06-00', 'today'])(
  '%j is no date',
  (text) => {
    expect(() => addMonths(text, 1)).toThrow(RangeError);
    expect(() => addDays(text, 1)).toThrow(RangeError);
    expect(() => endOfSameQuarterNextYear(text)).toThrow(RangeError);
  },
);
