import { describe, expect, it } from 'vitest';
import { solveSiting } from '../../../api/siting/solve-siting.ts';
import {
  affineTriples,
  coverProblem,
  hypercubeCycles,
  problemOf,
  queenAttacks,
  readPmed,
} from './instances.ts';

const BEYOND_M = 10_000;

describe('OR-Library p-median instances (Beasley 1985, 1990; test/fixtures/siting/SOURCES.md)', () => {
  it.each([
    { name: 'pmed1', optimum: 5_819 },
    { name: 'pmed5', optimum: 1_355 },
  ])('$name has the published optimum $optimum, proven', async ({ name, optimum }) => {
    const { p, distance } = readPmed(name);
    const answer = await solveSiting(problemOf('p-median', distance, Infinity, { p, beyondM: BEYOND_M }));
    expect(answer).toMatchObject({ status: 'optimal', objective: optimum });
    expect(answer.chosen).toHaveLength(p);
    expect(answer.bound!).toBeCloseTo(optimum, 1);
  });

  it('pmed1 read with the first of duplicate edges is another instance: the last one counts', async () => {
    const { p, distance } = readPmed('pmed1', 'first');
    const answer = await solveSiting(problemOf('p-median', distance, Infinity, { p, beyondM: BEYOND_M }));
    expect(answer.objective).not.toBe(5_819);
  });

  it.each([
    { name: 'pmed1', optimum: 5_819 },
    { name: 'pmed5', optimum: 1_355 },
  ])(
    '$name without the exact solver: bound ≤ published optimum ≤ objective, within 1 %',
    async ({ name, optimum }) => {
      const { p, distance } = readPmed(name);
      const effort = { maxEntries: 0, timeLimitS: 1 };
      const answer = await solveSiting(
        problemOf('p-median', distance, Infinity, { p, beyondM: BEYOND_M, effort }),
      );
      expect(answer.bound!).toBeLessThanOrEqual(optimum);
      expect(answer.objective!).toBeGreaterThanOrEqual(optimum);
      expect(answer.objective!).toBeLessThanOrEqual(1.01 * optimum);
    },
  );

  // The p-center optimum is the least limit at which p sites cover all: published for the same instances.
  it.each([
    { name: 'pmed1', radius: 127 },
    { name: 'pmed5', radius: 48 },
  ])(
    '$name: p sites cover everybody at the published p-center radius $radius and not at 1 less',
    async ({ name, radius }) => {
      const { p, distance } = readPmed(name);
      const all = await solveSiting(problemOf('lscp', distance, radius, {}));
      const fewer = await solveSiting(problemOf('lscp', distance, radius - 1, {}));
      expect([all.status, fewer.status]).toEqual(['optimal', 'optimal']);
      expect(all.objective).toBeLessThanOrEqual(p);
      expect(fewer.objective).toBeGreaterThan(p);
      const most = await solveSiting(problemOf('mclp', distance, radius, { p }));
      const less = await solveSiting(problemOf('mclp', distance, radius - 1, { p }));
      expect(most).toMatchObject({ status: 'optimal', objective: 100 });
      expect(less.status).toBe('optimal');
      expect(less.objective).toBeLessThan(100);
    },
  );
});

describe('set covering of known optimum', () => {
  // Fulkerson, Nemhauser & Trotter (1974), Two computationally difficult set covering problems …, Mathematical Programming
  // Study 2, 72–81: the 1-width of the Steiner triple systems A9 and A27.
  it.each([
    { dimension: 2, optimum: 5 },
    { dimension: 3, optimum: 18 },
  ])('Steiner triples of AG($dimension, 3) are met by $optimum points', async ({ dimension, optimum }) => {
    const { points, triples } = affineTriples(dimension);
    expect(triples).toHaveLength((points * (points - 1)) / 6);
    expect(await solveSiting(coverProblem(points, triples))).toMatchObject({
      status: 'optimal',
      objective: optimum,
    });
  });

  // Emamy-K., Guan & Rivera (1992), On the characterization of the maximum squareless subgraphs of the 5-cube, Discrete
  // Mathematics 110, 301–303: 24 of the 32 edges of the 4-cube, 56 of the 80 of the 5-cube hold no 4-cycle.
  it.each([
    { dimension: 4, optimum: 32 - 24 },
    { dimension: 5, optimum: 80 - 56 },
  ])('4-cycles of the $dimension-cube are met by $optimum edges', async ({ dimension, optimum }) => {
    const { edges, cycles } = hypercubeCycles(dimension);
    expect(await solveSiting(coverProblem(edges, cycles))).toMatchObject({
      status: 'optimal',
      objective: optimum,
    });
  });
});

// Queens domination and independent domination numbers: OEIS A075458 and A075324 (Östergård & Weakley 2001, Values of
// domination numbers of the queen's graph, Electronic Journal of Combinatorics 8, #R29). Independent: no two hold each other,
// which is the minimum separation of suggestions.
describe.each([
  { size: 4, domination: 2, independent: 3 },
  { size: 5, domination: 3, independent: 3 },
  { size: 6, domination: 3, independent: 4 },
  { size: 7, domination: 4, independent: 4 },
  { size: 8, domination: 5, independent: 5 },
])('queens on a board of $size × $size', ({ size, domination, independent }) => {
  const attacks = queenAttacks(size);
  const pairs = attacks.flatMap((held, from) =>
    held.filter((to) => to > from).map((to) => [from, to] as const),
  );
  const apart = { a: Int32Array.from(pairs, ([a]) => a), b: Int32Array.from(pairs, ([, b]) => b) };

  it(`${domination} hold every square`, async () => {
    expect(await solveSiting(coverProblem(size * size, attacks))).toMatchObject({
      status: 'optimal',
      objective: domination,
    });
  });

  it(`${independent} do so when none may hold another`, async () => {
    expect(await solveSiting(coverProblem(size * size, attacks, { apart }))).toMatchObject({
      status: 'optimal',
      objective: independent,
    });
  });

  it('one queen fewer does not cover all squares with maximal covering', async () => {
    const all = { model: 'mclp' as const, apart };
    expect(await solveSiting(coverProblem(size * size, attacks, { ...all, p: independent }))).toMatchObject({
      status: 'optimal',
      objective: size * size,
    });
    expect(
      (await solveSiting(coverProblem(size * size, attacks, { ...all, p: independent - 1 }))).objective,
    ).toBeLessThan(size * size);
  });
});
