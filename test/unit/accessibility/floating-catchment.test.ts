import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decay } from '../../../api/accessibility/decay.ts';
import { type CatchmentInput, floatingCatchment } from '../../../api/accessibility/floating-catchment.ts';

const CATCHMENT_M = 1_000;
const DECAYS: Record<'2sfca' | 'e2sfca' | '3sfca', readonly Decay[]> = {
  '2sfca': [{ kind: 'none' }],
  e2sfca: [
    { kind: 'gaussian', bandwidthM: CATCHMENT_M },
    { kind: 'gaussian', bandwidthM: 90 },
    {
      kind: 'step',
      steps: [
        { toM: 300, weight: 1 },
        { toM: 1_000, weight: 0.4 },
      ],
    },
  ],
  '3sfca': [
    { kind: 'gaussian', bandwidthM: CATCHMENT_M },
    {
      kind: 'step',
      steps: [
        { toM: 300, weight: 1 },
        { toM: 800, weight: 0.4 },
      ],
    },
  ],
};
const models = Object.entries(DECAYS).flatMap(([method, decays]) =>
  decays.map((decay) => ({ method: method as CatchmentInput['method'], decay })),
);

/** Amounts with zeros among them. */
const amount = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 5_000, noNaN: true }));
const distance = fc.oneof(
  fc.constantFrom(0, 300, 800, 1_000, 1_000.001),
  fc.integer({ min: 0, max: 2_000_000 }).map((mm) => mm / 1_000),
);
const city = fc
  .tuple(fc.array(amount, { maxLength: 6 }), fc.array(amount, { maxLength: 8 }), fc.constantFrom(...models))
  .chain(([supply, population, model]) =>
    fc
      .array(fc.tuple(fc.boolean(), distance), {
        minLength: supply.length * population.length,
        maxLength: supply.length * population.length,
      })
      .map((cells): CatchmentInput => {
        const pairs = cells.flatMap(([listed, metres], index) =>
          listed
            ? [{ from: Math.floor(index / population.length), to: index % population.length, metres }]
            : [],
        );
        return {
          ...model,
          catchmentM: CATCHMENT_M,
          supply: Float64Array.from(supply),
          population: Float64Array.from(population),
          matrix: {
            from: Int32Array.from(pairs, ({ from }) => from),
            to: Int32Array.from(pairs, ({ to }) => to),
            distanceM: Float64Array.from(pairs, ({ metres }) => metres),
          },
        };
      }),
  );

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const delivered = ({ population }: CatchmentInput, access: Float64Array) =>
  sum(access.map((value, place) => value * population[place]!));
const close = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));

describe('floating catchments', () => {
  test('conserve the supply of every supplier whose catchment holds residents, in all three methods', () => {
    fc.assert(
      fc.property(city, (input) => {
        const { access, ratio, demand } = floatingCatchment(input);
        const served = [...input.supply].filter((_, supplier) => demand[supplier]! > 0);
        close(delivered(input, access), sum(served));
        for (const values of [access, ratio, demand])
          for (const value of values) expect(value >= 0 && Number.isFinite(value)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  test('give 0 where no supplier is within the catchment, and no less than 0 elsewhere', () => {
    fc.assert(
      fc.property(city, (input) => {
        const { access, reachable } = floatingCatchment(input);
        const near = new Set(
          [...input.matrix.to].filter(
            (_, pair) =>
              input.matrix.distanceM[pair]! <= CATCHMENT_M && input.supply[input.matrix.from[pair]!]! > 0,
          ),
        );
        for (const place of input.population.keys()) {
          if (!near.has(place)) expect([access[place], reachable[place]]).toEqual([0, 0]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('scale with the supply, and inversely with the residents', () => {
    fc.assert(
      fc.property(city, fc.constantFrom(0.125, 3, 1_000), (input, factor) => {
        const plain = floatingCatchment(input).access;
        const more = floatingCatchment({
          ...input,
          supply: input.supply.map((value) => value * factor),
        }).access;
        const crowded = floatingCatchment({
          ...input,
          population: input.population.map((value) => value * factor),
        }).access;
        for (const [place, value] of plain.entries()) {
          close(more[place]!, value * factor);
          close(crowded[place]! * factor, value);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('depend on no order of pairs, suppliers or places', () => {
    fc.assert(
      fc.property(city, fc.integer(), (input, seed) => {
        const shuffled = (count: number, salt: number) =>
          [...Array(count).keys()].sort(
            (a, b) => Math.sin(seed + salt + a * 7.13) - Math.sin(seed + salt + b * 7.13) || a - b,
          );
        const suppliers = shuffled(input.supply.length, 1);
        const places = shuffled(input.population.length, 2);
        const pairs = shuffled(input.matrix.from.length, 3);
        const mixed = floatingCatchment({
          ...input,
          supply: Float64Array.from(suppliers, (old) => input.supply[old]!),
          population: Float64Array.from(places, (old) => input.population[old]!),
          matrix: {
            from: Int32Array.from(pairs, (old) => suppliers.indexOf(input.matrix.from[old]!)),
            to: Int32Array.from(pairs, (old) => places.indexOf(input.matrix.to[old]!)),
            distanceM: Float64Array.from(pairs, (old) => input.matrix.distanceM[old]!),
          },
        });
        const plain = floatingCatchment(input);
        for (const [place, old] of places.entries()) close(mixed.access[place]!, plain.access[old]!);
        for (const [supplier, old] of suppliers.entries()) close(mixed.ratio[supplier]!, plain.ratio[old]!);
      }),
      { numRuns: 300 },
    );
  });

  test('3SFCA is E2SFCA where nobody has a choice, and spreads demand where there is one', () => {
    const base = {
      decay: { kind: 'gaussian', bandwidthM: 1_000 },
      catchmentM: 1_000,
      supply: Float64Array.of(10, 10),
      population: Float64Array.of(100, 300),
    } as const;
    const apart = {
      ...base,
      matrix: { from: Int32Array.of(0, 1), to: Int32Array.of(0, 1), distanceM: Float64Array.of(200, 700) },
    };
    const one = floatingCatchment({ ...apart, method: '3sfca' });
    expect([...one.access]).toEqual([...floatingCatchment({ ...apart, method: 'e2sfca' }).access]);
    const shared = {
      ...base,
      matrix: {
        from: Int32Array.of(0, 1, 1),
        to: Int32Array.of(0, 0, 1),
        distanceM: Float64Array.of(100, 100, 100),
      },
    };
    const { demand: asked } = floatingCatchment({ ...shared, method: 'e2sfca' });
    const { demand: chosen } = floatingCatchment({ ...shared, method: '3sfca' });
    // Both suppliers are equally far from the first place: half of it asks each, instead of the whole of it both.
    expect(chosen[0]).toBeCloseTo(asked[0]! / 2, 12);
    expect(chosen[1]).toBeCloseTo(asked[1]! - asked[0]! / 2, 12);
  });

  test('a supplier without supply takes no part in the choice of residents', () => {
    const { access } = floatingCatchment({
      method: '3sfca',
      decay: { kind: 'gaussian', bandwidthM: 1_000 },
      catchmentM: 1_000,
      supply: Float64Array.of(10, 0),
      population: Float64Array.of(100),
      matrix: { from: Int32Array.of(0, 1), to: Int32Array.of(0, 0), distanceM: Float64Array.of(100, 100) },
    });
    expect(access[0]).toBeCloseTo(0.1, 14);
  });

  test('so few residents that a ratio would overflow count as none', () => {
    const { access, ratio } = floatingCatchment({
      method: '2sfca',
      decay: { kind: 'none' },
      catchmentM: 1_000,
      supply: Float64Array.of(1_000),
      population: Float64Array.of(1e-320),
      matrix: { from: Int32Array.of(0), to: Int32Array.of(0), distanceM: Float64Array.of(1) },
    });
    expect([access[0], ratio[0]]).toEqual([0, 0]);
  });

  test.each([
    ['supply', { supply: Float64Array.of(Number.NaN) }],
    ['supply', { supply: Float64Array.of(-1) }],
    ['population', { population: Float64Array.of(Number.NaN) }],
    ['population', { population: Float64Array.of(Number.POSITIVE_INFINITY) }],
    [
      'no distance',
      { matrix: { from: Int32Array.of(0), to: Int32Array.of(0), distanceM: Float64Array.of(-1) } },
    ],
    [
      'no distance',
      { matrix: { from: Int32Array.of(0), to: Int32Array.of(0), distanceM: Float64Array.of(NaN) } },
    ],
    ['no place', { matrix: { from: Int32Array.of(0), to: Int32Array.of(1), distanceM: Float64Array.of(1) } }],
    [
      'no supplier',
      { matrix: { from: Int32Array.of(-1), to: Int32Array.of(0), distanceM: Float64Array.of(1) } },
    ],
  ])('what is unknown or impossible is refused, never counted: %s', (word, wrong) => {
    const input: CatchmentInput = {
      method: '2sfca',
      decay: { kind: 'none' },
      catchmentM: 1_000,
      supply: Float64Array.of(1),
      population: Float64Array.of(1),
      matrix: { from: Int32Array.of(0), to: Int32Array.of(0), distanceM: Float64Array.of(1) },
      ...wrong,
    };
    expect(() => floatingCatchment(input)).toThrow(word);
  });

  test('tells how far it is and ends when told to', () => {
    const steps: number[] = [];
    const input: CatchmentInput = {
      method: '3sfca',
      decay: { kind: 'gaussian', bandwidthM: 1_000 },
      catchmentM: 1_000,
      supply: Float64Array.of(1),
      population: new Float64Array(1_200_000).fill(1),
      matrix: {
        from: new Int32Array(1_200_000),
        to: Int32Array.from({ length: 1_200_000 }, (_, index) => index),
        distanceM: new Float64Array(1_200_000).fill(10),
      },
    };
    floatingCatchment(input, (done) => steps.push(done));
    expect(steps.length).toBeGreaterThan(8);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).toBeLessThan(1);
    expect(() =>
      floatingCatchment(input, () => {
        throw new Error('given up');
      }),
    ).toThrow('given up');
  });
});
