import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDistance, formatMinutes, formatShare, formatWalk, shanghaiDate } from '../../../web/format.js';

/** The number that a reader takes from the shown text, in metres. */
function readBack(shown: string): number {
  const metres = Number(shown.replace(/[^\d.]/g, ''));
  return shown.endsWith('km') ? metres * 1000 : metres;
}

describe('formatDistance', () => {
  it('shows millimetres within one metre of the limit', () => {
    expect(formatDistance(800.001, 800, 'en')).toBe('800.001 m');
    expect(formatDistance(800, 800, 'en')).toBe('800.000 m');
    expect(formatDistance(799.999, 800, 'zh')).toBe('799.999 m');
    expect(formatDistance(801, 800, 'en')).toBe('801.000 m');
    expect(formatDistance(799, 800, 'en')).toBe('799.000 m');
  });

  it('rounds where the limit is far', () => {
    expect(formatDistance(412.3861, 800, 'en')).toBe('412.4 m');
    expect(formatDistance(1234.56, 800, 'en')).toBe('1,235 m');
    expect(formatDistance(12_345.678, 800, 'en')).toBe('12.35 km');
    expect(formatDistance(0, null, 'en')).toBe('0.0 m');
  });

  it('becomes finer instead of looking equal to a limit in kilometres', () => {
    expect(formatDistance(20_004, 20_000, 'en')).toBe('20,004 m');
    expect(formatDistance(20_001.2, 20_000, 'en')).toBe('20,001 m');
    expect(formatDistance(19_998.9, 20_000, 'en')).toBe('19,999 m');
  });

  it('never moves a distance onto the limit or across it', () => {
    const millimetres = fc.integer({ min: 0, max: 40_000_000 });
    const near = fc.integer({ min: -3_000, max: 3_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.oneof(millimetres, near),
        fc.boolean(),
        (limit, offset, around) => {
          const distance = Math.max(0, around ? limit * 1000 + (offset % 3_000) : Math.abs(offset)) / 1000;
          const shown = readBack(formatDistance(distance, limit, 'en'));
          expect(Math.sign(Number((shown - limit).toFixed(6)))).toBe(
            Math.sign(Number((distance - limit).toFixed(6))),
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('formatShare', () => {
  it('does not round nearly all to all, nor hardly any to none', () => {
    expect(formatShare(1, 'en')).toBe('100 %');
    expect(formatShare(0.9999, 'en')).toBe('99.99 %');
    expect(formatShare(0.0004, 'en')).toBe('0.04 %');
    expect(formatShare(0.7419538, 'en')).toBe('74.2 %');
  });
});

describe('shanghaiDate', () => {
  it('is the date in Shanghai, wherever the browser stands', () => {
    expect(shanghaiDate(new Date('2025-03-31T15:59:59Z'))).toBe('2025-03-31');
    expect(shanghaiDate(new Date('2025-03-31T16:00:00Z'))).toBe('2025-04-01');
  });
});

describe('formatWalk', () => {
  it('gives minutes to the tenth beside metres that never cross the limit', () => {
    expect(formatMinutes(888.2, 'zh')).toBe('14.8 分钟');
    expect(formatMinutes(0, 'en')).toBe('0.0 min');
    expect(formatWalk(800.001, 720, 800, 'en')).toBe('800.001 m · 12.0 min');
    expect(formatWalk(412.3, null, 800, 'en')).toBe('412.3 m');
  });
});
