import { describe, expect, it } from 'vitest';
import { rankSites } from '../../../api/siting/rank-sites.ts';
import { SitingCancelled } from '../../../api/siting/siting-problem.ts';
import { solveSiting } from '../../../api/siting/solve-siting.ts';
import { coverProblem, problemOf, queenAttacks } from './instances.ts';

const weights = (...values: number[]) => Float64Array.from(values);
const indexes = (...values: number[]) => Int32Array.from(values);

describe('backup coverage', () => {
  // Candidate 0 reaches client 0 only; candidates 1 and 2 reach clients 1 and 2.
  const rows = [[0], [1, 2], [1, 2]];
  const heavyLone = { weights: weights(100, 10, 10) };

  it('a client with one candidate is never backed up, whatever its weight', async () => {
    const answer = await solveSiting(coverProblem(3, rows, { ...heavyLone, model: 'bacop1', p: 3 }));
    expect(answer).toMatchObject({ status: 'optimal', objective: 20 });
    const both = await solveSiting(
      coverProblem(3, rows, { ...heavyLone, model: 'bacop2', p: 3, backupShare: 0.5 }),
    );
    expect(both.objective).toBe(0.5 * 120 + 0.5 * 20);
  });

  it('is backed up by one candidate and an existing site together', async () => {
    const existingCover = Uint8Array.from([1, 0, 0]);
    const answer = await solveSiting(
      coverProblem(3, rows, { ...heavyLone, model: 'bacop1', p: 2, existingCover }),
    );
    // One site must cover clients 1 and 2; the other backs up client 0, worth more than backing up those two.
    expect(answer).toMatchObject({ status: 'optimal', objective: 100 });
    expect([...answer.chosen!]).toEqual([0, 1]);
  });

  it('cannot cover everybody first with too few sites: infeasible, not a wrong answer', async () => {
    expect((await solveSiting(coverProblem(3, rows, { model: 'bacop1', p: 1 }))).status).toBe('infeasible');
  });

  it('backupShare 0 is maximal covering', async () => {
    const problem = coverProblem(3, rows, { ...heavyLone, p: 2 });
    const covering = await solveSiting({ ...problem, model: 'mclp' });
    expect((await solveSiting({ ...problem, model: 'bacop2', backupShare: 0 })).objective).toBe(
      covering.objective,
    );
  });
});

describe('dominance under constraints', () => {
  // Candidate 1 reaches all that candidate 0 reaches, and more.
  const rows = [[0, 1], [1], [2]];

  it('keeps a dominated candidate when the other excludes one that is needed', async () => {
    const apart = { a: indexes(1), b: indexes(2) };
    const answer = await solveSiting(coverProblem(3, [[0, 1], [2]], { apart }));
    expect(answer).toMatchObject({ status: 'optimal', objective: 2 });
    expect([...answer.chosen!]).toEqual([0, 2]);
  });

  it('keeps a dominated candidate when the group of the other has no room', async () => {
    const groups = { of: indexes(0, 1, 1), most: indexes(1, 1) };
    const answer = await solveSiting(
      coverProblem(3, rows, { model: 'mclp', p: 3, groups, weights: weights(5, 1, 9) }),
    );
    expect([...answer.chosen!]).toEqual([0, 2]);
  });
});

describe('inputs', () => {
  it('of entries given twice the last counts', async () => {
    const problem = problemOf(
      'p-median',
      [
        [0, 7],
        [7, 0],
      ],
      Infinity,
      { p: 1, beyondM: 100 },
    );
    const reach = {
      from: indexes(...problem.reach.from, 0, 0),
      to: indexes(...problem.reach.to, 1, 1),
      distanceM: weights(...problem.reach.distanceM, 50, 3),
    };
    expect((await solveSiting({ ...problem, reach })).objective).toBe(3);
  });

  it('a blank weight is refused, not read as 0; weight 0 is no demand', async () => {
    const problem = coverProblem(2, [[0], [1]], {});
    await expect(solveSiting({ ...problem, weights: weights(1, Number.NaN) })).rejects.toThrow(
      /weights: a weight is blank/,
    );
    const answer = await solveSiting({ ...problem, weights: weights(1, 0) });
    expect([...answer.chosen!]).toEqual([0]);
  });

  it.each([
    [{ p: 1.5 }, /^p: /],
    [{ weights: weights(1) }, /^weights: 1 entries, expected 2/],
    [{ required: indexes(9) }, /^required: the index 9/],
    [{ groups: { of: indexes(0, 3), most: indexes(1) } }, /^groups.of/],
    [{ model: 'mclp' as const, p: undefined }, /^p: missing/],
    [{ model: 'p-median' as const, p: 1 }, /^beyondM: /],
  ])('refuses %o', async (change, message) => {
    const problem = problemOf(
      'lscp',
      [
        [0, 7],
        [7, 0],
      ],
      Infinity,
      {},
    );
    await expect(solveSiting({ ...problem, ...change })).rejects.toThrow(message);
  });

  it('clients that nothing reaches are listed and excused, whoever else must be covered', async () => {
    const answer = await solveSiting(
      coverProblem(1, [[0], [], []], { existingCover: Uint8Array.from([0, 0, 1]) }),
    );
    expect(answer).toMatchObject({ status: 'optimal', objective: 1 });
    expect([...answer.uncoverable]).toEqual([1]);
  });

  it('nothing to choose from is an answer', async () => {
    const answer = await solveSiting(coverProblem(0, [[], []], { model: 'mclp', p: 3 }));
    expect(answer).toMatchObject({ status: 'optimal', objective: 0, gap: 0 });
    expect(answer.chosen).toHaveLength(0);
  });
});

describe('work', () => {
  const hard = coverProblem(144, queenAttacks(12), {});

  it('the same problem gives the same answer', async () => {
    const problem = coverProblem(49, queenAttacks(7), { model: 'mclp', p: 3 });
    expect(await solveSiting(problem)).toEqual(await solveSiting(problem));
  });

  it('ends when it is cancelled, in the solver too', async () => {
    await expect(solveSiting(hard, { cancelled: () => true, progress: () => undefined })).rejects.toThrow(
      SitingCancelled,
    );
    let asked = 0;
    let solving = false;
    const control = {
      cancelled: () => {
        asked += 1;
        return solving && asked > 50;
      },
      progress: (done: number) => {
        if (done >= 0.5) {
          solving = true;
          asked = 0;
        }
      },
    };
    await expect(solveSiting(hard, control)).rejects.toThrow(SitingCancelled);
  });

  it('out of time it gives the best sites known and a proven bound', async () => {
    const answer = await solveSiting({ ...hard, effort: { maxEntries: 1_000_000, timeLimitS: 0.3 } });
    expect(answer.status).toBe('time-limit');
    // Published: 6 queens hold a board of 12 × 12.
    expect(answer.bound!).toBeLessThanOrEqual(6);
    expect(answer.objective!).toBeGreaterThanOrEqual(6);
    expect(answer.gap).toBeCloseTo((answer.objective! - answer.bound!) / answer.objective!);
  });

  it('beyond the size limit the linear relaxation or the Lagrangian bound says how far off the answer may be', async () => {
    const answer = await solveSiting({ ...hard, effort: { maxEntries: 3_000, timeLimitS: 60 } });
    expect(answer.status).toBe('feasible');
    expect(answer.foundBy).toBe('greedy-exchange');
    expect(answer.bound!).toBeLessThanOrEqual(6);
    expect(answer.objective!).toBeGreaterThanOrEqual(6);
  });
});

it('ranks sites by what each adds to those before it', () => {
  const problem = coverProblem(3, [[0, 1], [1], [1, 2], [2]], {
    model: 'mclp',
    p: 3,
    weights: weights(10, 1, 4, 8),
  });
  expect(rankSites(problem, indexes(0, 1, 2))).toEqual([
    { candidate: 1, covered: 15, backedUp: 0, savedM: 0, reached: 15 },
    { candidate: 2, covered: 8, backedUp: 4, savedM: 0, reached: 12 },
    { candidate: 0, covered: 0, backedUp: 10, savedM: 0, reached: 10 },
  ]);
});
