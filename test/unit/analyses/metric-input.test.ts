import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type MetricInput,
  metricInput,
  resolveMetric,
  walkSeconds,
} from '../../../api/analyses/metric-input.ts';
import { type InputIssue, InvalidInputError } from '../../../api/errors.ts';

const input = z.strictObject(metricInput);
const resolve = (given: z.input<typeof input>) => resolveMetric(input.parse(given));

function issuesOf(given: Partial<MetricInput>): readonly InputIssue[] {
  try {
    resolveMetric({ metric: 'walk', maxSnapM: 200, ...given });
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues;
    throw error;
  }
  return [];
}
const fieldsOf = (given: Partial<MetricInput>) => issuesOf(given).map((issue) => issue.field);

describe('straight', () => {
  it('is what a question measures that says nothing: 800 m', () => {
    expect(resolve({})).toEqual({ metric: 'straight', limitM: 800 });
  });

  it('takes its own limit', () => {
    expect(resolve({ metric: 'straight', radiusM: 1500.5 })).toEqual({ metric: 'straight', limitM: 1500.5 });
  });

  it('refuses each input of a walk, all at once', () => {
    const issues = issuesOf({
      metric: 'straight',
      radiusM: 800,
      maxWalkM: 800,
      minutes: 15,
      speedKmh: 4,
      network: 'xian',
    });
    expect(issues).toEqual(
      [
        ['maxWalkM', 800],
        ['minutes', 15],
        ['speedKmh', 4],
        ['network', 'xian'],
      ].map(([field, value]) => ({
        field,
        value,
        reason: 'belongs to metric=walk',
        allowed: 'metric=walk, or leave it out',
      })),
    );
  });
});

describe('walk', () => {
  it('in metres: the speed is only for the seconds shown', () => {
    expect(resolve({ metric: 'walk', maxWalkM: 800 })).toEqual({
      metric: 'walk',
      limitM: 800,
      minutes: null,
      speedKmh: 4,
      maxSnapM: 200,
      network: undefined,
    });
    expect(
      resolve({ metric: 'walk', maxWalkM: 800, speedKmh: 5, maxSnapM: 50, network: 'xian' }),
    ).toMatchObject({ limitM: 800, speedKmh: 5, maxSnapM: 50, network: 'xian' });
  });

  it.each([
    [15, 4, 1000],
    [15, 5, 1250],
    [12, 4.1, 820],
    [10, 4.79, 798.333],
    [0.1, 3.6, 6],
  ])('%d minutes at %d km/h are %d m, to the millimetre', (minutes, speedKmh, limitM) => {
    expect(resolve({ metric: 'walk', minutes, speedKmh })).toMatchObject({ limitM, minutes, speedKmh });
  });

  it.each([
    ['no limit', {}, ['maxWalkM']],
    ['two limits', { maxWalkM: 800, minutes: 15, speedKmh: 4 }, ['minutes']],
    ['minutes without a speed', { minutes: 15 }, ['speedKmh']],
    ['a straight limit', { radiusM: 800, maxWalkM: 800 }, ['radiusM']],
    ['a straight limit only', { radiusM: 800 }, ['radiusM', 'maxWalkM']],
    ['all at once', { radiusM: 1, maxWalkM: 1, minutes: 1 }, ['radiusM', 'minutes', 'speedKmh']],
  ])('refuses %s', (_, given, fields) => {
    expect(fieldsOf(given)).toEqual(fields);
    for (const issue of issuesOf(given)) expect(issue.allowed).toBeTruthy();
  });
});

describe('minutes and speed together', () => {
  it('come to at most 20,000 m, the longest walk in metres too', () => {
    expect(resolve({ metric: 'walk', minutes: 120, speedKmh: 10 })).toMatchObject({ limitM: 20_000 });
    expect(issuesOf({ minutes: 121, speedKmh: 10 })).toEqual([
      {
        field: 'minutes',
        value: 121,
        reason: 'comes to more than 20,000 m at 10 km/h',
        allowed: 'at most 120 minutes at this speed',
      },
    ]);
  });

  it('come to something that can be measured', () => {
    expect(fieldsOf({ minutes: 0.000001, speedKmh: 4 })).toEqual(['minutes']);
    expect(resolve({ metric: 'walk', minutes: 0.00003, speedKmh: 4 })).toMatchObject({ limitM: 0.002 });
  });

  it('are refused exactly where they come to more, and what is allowed is accepted', () => {
    const given = fc.record({
      minutes: fc.double({ min: 0.1, max: 240, noNaN: true }),
      speedKmh: fc.double({ min: 1, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(given, ({ minutes, speedKmh }) => {
        const metres = (minutes * speedKmh * 1000) / 60;
        fc.pre(Math.abs(metres - 20_000) > 0.01);
        const [issue, ...more] = issuesOf({ minutes, speedKmh });
        expect(more).toEqual([]);
        expect(issue !== undefined).toBe(metres > 20_000);
        const most = Number(/\d+/.exec(issue?.allowed ?? '1')![0]);
        expect(issuesOf({ minutes: most, speedKmh })).toEqual([]);
      }),
    );
  });
});

describe('the inputs', () => {
  it.each([
    { radiusM: 0 },
    { radiusM: 20_000.001 },
    { radiusM: Number.NaN },
    { radiusM: '800' },
    { maxWalkM: -1 },
    { maxWalkM: Number.POSITIVE_INFINITY },
    { minutes: 241 },
    { minutes: null },
    { speedKmh: 0.99 },
    { speedKmh: 10.1 },
    { maxSnapM: 0 },
    { maxSnapM: 2001 },
    { metric: 'drive' },
    { network: 'x'.repeat(64) },
    { walkM: 800 },
  ])('refuse %j', (given) => {
    expect(input.safeParse(given).success).toBe(false);
  });
});

describe('walkSeconds', () => {
  it.each([
    [800, 4, 720],
    [1000, 4, 900],
    [0, 4, 0],
    [100, 5.1, 70.6],
  ])('%d m at %d km/h take %d s', (walkM, speedKmh, seconds) => {
    expect(walkSeconds(walkM, speedKmh)).toBe(seconds);
  });
});
