import { describe, expect, it } from 'vitest';
import { accessibilityMatrix } from '../../../api/analyses/accessibility-matrix/accessibility-matrix.ts';
import { ask as askAnalysis } from '../../support/ask.ts';

const THREE_TRACTS = {
  supplies: [
    { id: 'X', supply: 30 },
    { id: 'Y', supply: 10 },
  ],
  demands: [
    { id: 'A', population: 1_000 },
    { id: 'B', population: 2_000 },
    { id: 'C', population: 500 },
  ],
  matrix: [
    { from: 'A', to: 'X', distance: 300 },
    { from: 'B', to: 'X', distance: 800 },
    { from: 'C', to: 'X', distance: 2_500 },
    { from: 'A', to: 'Y', distance: 1_200 },
    { from: 'B', to: 'Y', distance: 500 },
    { from: 'C', to: 'Y', distance: 900 },
  ],
  catchment: 1_000,
};

/** The question asks nothing of the database: one that fails on any use stands in for it. */
const NO_DATABASE = new Proxy(
  {},
  {
    get: () => {
      throw new Error('the database was used');
    },
  },
) as never;
const ask = (given: Record<string, unknown> = {}) =>
  askAnalysis(NO_DATABASE, accessibilityMatrix, { ...THREE_TRACTS, ...given });
const per1000 = (answer: Awaited<ReturnType<typeof ask>>) =>
  answer.features.map(({ properties }) => (properties as { per_1000: number }).per_1000);

describe('accessibility of a given matrix', () => {
  it('is that of the three tracts, worked out by hand', async () => {
    const answer = await ask();
    for (const [index, value] of [10, 14, 4].entries()) expect(per1000(answer)[index]).toBeCloseTo(value, 10);
    expect(answer.features.map(({ id }) => id)).toEqual(['A', 'B', 'C']);
    expect(answer.suppliers).toEqual([
      { id: 'X', supply: 30, catchment_residents_weighted: 3_000, supply_per_1000: 10 },
      { id: 'Y', supply: 10, catchment_residents_weighted: 2_500, supply_per_1000: 4 },
    ]);
    expect(answer.conservation).toMatchObject({ supply: 40, served: 40, conserved: true });
    expect(answer.summary).toMatchObject({ residents: 3_500, share_without: 0 });
    const three = await ask({ method: '3sfca', decay: 'step', steps: '400,700,1000' });
    for (const [index, value] of [27.0867, 5.9732, 1.934].entries())
      expect(per1000(three)[index]).toBeCloseTo(value, 4);
  });

  it('knows no unit: minutes do as well as metres', async () => {
    const inMinutes = THREE_TRACTS.matrix.map((pair) => ({ ...pair, distance: pair.distance / 100 }));
    const given = { method: 'e2sfca', decay: 'gaussian' };
    const minutes = per1000(await ask({ ...given, matrix: inMinutes, catchment: 10 }));
    for (const [index, value] of per1000(await ask(given)).entries())
      expect(minutes[index]).toBeCloseTo(value, 10);
  });

  it('leaves blanks out and says so; nobody within reach is 0', async () => {
    const answer = await ask({
      supplies: [
        { id: 'X', supply: null },
        { id: 'Y', supply: 10 },
      ],
      demands: [
        { id: 'A', population: 1_000 },
        { id: 'B', population: null },
        { id: 'C', population: 500 },
      ],
    });
    expect(per1000(answer)[0]).toBe(0);
    // Only C is known to ask Y.
    expect(per1000(answer)[1]).toBeCloseTo(20, 10);
    expect(per1000(answer)[2]).toBeCloseTo(20, 10);
    expect(answer.suppliers[0]).toEqual({
      id: 'X',
      supply: null,
      catchment_residents_weighted: null,
      supply_per_1000: null,
    });
    expect(answer.warnings.map(({ code, count }) => [code, count])).toEqual([
      ['blank-supply', 1],
      ['blank-population', 1],
    ]);
    expect(answer.summary?.residents).toBe(1_500);
  });

  it('without any pair or any resident nothing is NaN', async () => {
    const none = await ask({ matrix: [] });
    expect(per1000(none)).toEqual([0, 0, 0]);
    expect(none.conservation).toEqual({ supply: 40, served: 0, delivered: 0, conserved: true });
    expect(none.summary).toMatchObject({ mean_per_1000: 0, gini: null, share_without: 1 });
    const empty = await ask({ demands: THREE_TRACTS.demands.map(({ id }) => ({ id, population: 0 })) });
    expect(per1000(empty)).toEqual([0, 0, 0]);
    expect(empty.summary).toMatchObject({ mean_per_1000: null, gini: null, share_without: null });
  });

  it.each([
    ['matrix.1', { matrix: [THREE_TRACTS.matrix[0], THREE_TRACTS.matrix[0]] }],
    ['matrix.0.from', { matrix: [{ from: 'X', to: 'X', distance: 1 }] }],
    ['matrix.0.to', { matrix: [{ from: 'A', to: 'A', distance: 1 }] }],
    [
      'demands.1.id',
      {
        demands: [
          { id: 'A', population: 1 },
          { id: 'A', population: 1 },
        ],
        matrix: [],
      },
    ],
    [
      'supplies.1.id',
      {
        supplies: [
          { id: 'X', supply: 1 },
          { id: 'X', supply: 1 },
        ],
        matrix: [],
      },
    ],
    ['steps', { method: 'e2sfca', decay: 'step', steps: '5,10' }],
  ])('what cannot be told is refused: %s', async (field, given) => {
    await expect(ask(given)).rejects.toMatchObject({ issues: [expect.objectContaining({ field })] });
  });
});
