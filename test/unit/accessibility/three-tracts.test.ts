import { expect, test } from 'vitest';
import { type Decay, LUO_QI_WEIGHTS, weightOf } from '../../../api/accessibility/decay.ts';
import { type CatchmentMethod, floatingCatchment } from '../../../api/accessibility/floating-catchment.ts';

/*
 * Three tracts A (1,000 residents), B (2,000), C (500); hospitals X (30 beds) and Y (10 beds); catchment 1,000 m.
 *
 *            A      B      C
 *     X    300    800  2,500 m
 *     Y  1,200    500    900 m
 *
 * Every expected number below is worked out by hand in the comment beside it.
 */
const BEDS = Float64Array.of(30, 10);
const RESIDENTS = Float64Array.of(1_000, 2_000, 500);
const MATRIX = {
  from: Int32Array.of(0, 0, 0, 1, 1, 1),
  to: Int32Array.of(0, 1, 2, 0, 1, 2),
  distanceM: Float64Array.of(300, 800, 2_500, 1_200, 500, 900),
};
const STEPS: Decay = {
  kind: 'step',
  steps: [400, 700, 1_000].map((toM, index) => ({ toM, weight: LUO_QI_WEIGHTS[index] as number })),
};

function accessBy(method: CatchmentMethod, decay: Decay) {
  return floatingCatchment({
    method,
    decay,
    catchmentM: 1_000,
    matrix: MATRIX,
    supply: BEDS,
    population: RESIDENTS,
  });
}
function expectClose(actual: Float64Array, expected: readonly number[]) {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 14);
}
const beds = (access: Float64Array) =>
  access.reduce((sum, value, index) => sum + value * RESIDENTS[index]!, 0);

test('2SFCA (Luo & Wang 2003)', () => {
  const { access, ratio, demand, reachable } = accessBy('2sfca', { kind: 'none' });
  // X serves A and B: 3,000 residents; Y serves B and C: 2,500.
  expect([...demand]).toEqual([3_000, 2_500]);
  expectClose(ratio, [30 / 3_000, 10 / 2_500]);
  // A: X. B: X and Y, 0.010 + 0.004. C: Y.
  expectClose(access, [0.01, 0.014, 0.004]);
  expect([...reachable]).toEqual([1, 2, 1]);
  // 1,000 × 0.010 + 2,000 × 0.014 + 500 × 0.004 = 10 + 28 + 2
  expect(beds(access)).toBeCloseTo(40, 10);
});

test('E2SFCA with step weights (Luo & Qi 2009)', () => {
  const { access, demand } = accessBy('e2sfca', STEPS);
  // X: 1,000 × 1 (300 m) + 2,000 × 0.22 (800 m) = 1,440. Y: 2,000 × 0.68 (500 m) + 500 × 0.22 (900 m) = 1,470.
  expectClose(demand, [1_440, 1_470]);
  // A: 30/1440. B: 0.22 × 30/1440 + 0.68 × 10/1470 = 0.0045833… + 0.0046258…. C: 0.22 × 10/1470.
  expectClose(access, [1 / 48, 11 / 2_400 + 34 / 7_350, 11 / 7_350]);
  expect(beds(access)).toBeCloseTo(40, 10);
});

test('E2SFCA with Gaussian weights (Dai 2010)', () => {
  const { access, demand } = accessBy('e2sfca', { kind: 'gaussian', bandwidthM: 1_000 });
  // (exp(−d²/2) − exp(−1/2)) ÷ (1 − exp(−1/2)), d in km, by a table of the exponential function:
  // 0.3: (0.955997 − 0.606531) ÷ 0.393469 = 0.888168; 0.5: 0.701367; 0.8: 0.304009; 0.9: 0.153624
  expect(demand[0]).toBeCloseTo(1_000 * 0.888168 + 2_000 * 0.304009, 2);
  expect(demand[1]).toBeCloseTo(2_000 * 0.701367 + 500 * 0.153624, 2);
  // 30 ÷ 1496.186 = 0.0200510; 10 ÷ 1479.546 = 0.00675883
  expect(access[0]).toBeCloseTo(0.888168 * 0.020051, 6);
  expect(access[1]).toBeCloseTo(0.304009 * 0.020051 + 0.701367 * 0.00675883, 6);
  expect(access[2]).toBeCloseTo(0.153624 * 0.00675883, 6);
  expect(beds(access)).toBeCloseTo(40, 10);
});

test('3SFCA with step weights (Wan, Zou & Sternberg 2012)', () => {
  const { access, demand } = accessBy('3sfca', STEPS);
  // A has only X, C only Y: they choose it whole. B: W = 0.22 for X, 0.68 for Y, so 22/90 choose X and 68/90 choose Y.
  // X: 1,000 + 2,000 × 22/90 × 0.22 = 1,107.555…. Y: 2,000 × 68/90 × 0.68 + 500 × 0.22 = 1,137.555….
  const [x, y] = [1_000 + (2_000 * 22 * 0.22) / 90, (2_000 * 68 * 0.68) / 90 + 110];
  expectClose(demand, [x, y]);
  expectClose(access, [30 / x, ((22 / 90) * 0.22 * 30) / x + ((68 / 90) * 0.68 * 10) / y, (0.22 * 10) / y]);
  expect(access[0]).toBeCloseTo(0.0270867, 7);
  expect(access[1]).toBeCloseTo(0.0059732, 7);
  expect(access[2]).toBeCloseTo(0.001934, 7);
  expect(beds(access)).toBeCloseTo(40, 10);
});

test('weights: 1 at the place, the limit of a step belongs to it, nothing beyond the catchment', () => {
  const step = weightOf(STEPS, 1_000);
  expect([0, 400, 400.001, 700, 1_000, 1_000.001].map(step)).toEqual([1, 1, 0.68, 0.68, 0.22, 0]);
  const bell = weightOf({ kind: 'gaussian', bandwidthM: 500 }, 1_000);
  expect([bell(0), bell(1_000), bell(1_000.001)]).toEqual([1, 0, 0]);
  // h = 500, d = 500: (exp(−½) − exp(−2)) ÷ (1 − exp(−2))
  expect(bell(500)).toBeCloseTo((0.6065306597 - 0.1353352832) / 0.8646647168, 9);
  expect([0, 1_000, 1_000.001].map(weightOf({ kind: 'none' }, 1_000))).toEqual([1, 1, 0]);
});

test.each<[string, Decay, number]>([
  ['catchment', { kind: 'none' }, 0],
  ['bandwidth', { kind: 'gaussian', bandwidthM: 0 }, 1],
  [
    'ascend',
    {
      kind: 'step',
      steps: [
        { toM: 5, weight: 1 },
        { toM: 5, weight: 0.5 },
      ],
    },
    5,
  ],
  [
    'rise',
    {
      kind: 'step',
      steps: [
        { toM: 5, weight: 0.5 },
        { toM: 9, weight: 0.6 },
      ],
    },
    9,
  ],
])('a decay without meaning is refused: %s', (word, decay, catchmentM) => {
  expect(() => weightOf(decay, catchmentM)).toThrow(word);
});
