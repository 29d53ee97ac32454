import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateChoice } from '../../../api/siting/evaluate-choice.ts';
import type { SitingModel } from '../../../api/siting/siting-problem.ts';
import { solveSiting } from '../../../api/siting/solve-siting.ts';
import { bruteForce, smallProblem } from './brute-force.ts';

const MODELS: readonly SitingModel[] = ['lscp', 'mclp', 'p-median', 'bacop1', 'bacop2'];
const near = (value: number) => 1e-6 * Math.max(1, Math.abs(value));

describe.each(MODELS)('%s on random small instances with every constraint', (model) => {
  it('is the optimum of all sets', async () => {
    await fc.assert(
      fc.asyncProperty(smallProblem([model]), async (problem) => {
        const best = bruteForce(problem);
        const answer = await solveSiting(problem);
        if (best === null) {
          expect(answer.status).toBe('infeasible');
          return;
        }
        expect(answer.status).toBe('optimal');
        expect(Math.abs(answer.objective! - best)).toBeLessThanOrEqual(near(best));
        expect(evaluateChoice(problem, answer.chosen!, answer.uncoverable)).toEqual({
          objective: answer.objective,
          broken: null,
        });
      }),
      { numRuns: 400 },
    );
  });

  it('without the exact solver: the sites keep the constraints, the optimum lies between objective and bound', async () => {
    await fc.assert(
      fc.asyncProperty(smallProblem([model]), async (problem) => {
        const best = bruteForce(problem);
        const answer = await solveSiting({ ...problem, effort: { maxEntries: 0, timeLimitS: 1 } });
        if (best === null) {
          expect(['infeasible', 'not-found']).toContain(answer.status);
          expect(answer.chosen).toBeNull();
          return;
        }
        expect(answer.status).not.toBe('infeasible');
        const sign = model === 'lscp' || model === 'p-median' ? -1 : 1;
        expect(sign * answer.bound!).toBeGreaterThanOrEqual(sign * best - near(best));
        if (answer.chosen === null) {
          expect(answer.status).toBe('not-found');
          return;
        }
        expect(sign * answer.objective!).toBeLessThanOrEqual(sign * best + near(best));
        if (answer.status === 'optimal')
          expect(Math.abs(answer.objective! - best)).toBeLessThanOrEqual(near(best));
        expect(evaluateChoice(problem, answer.chosen, answer.uncoverable).broken).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('is the same without dominance', async () => {
    await fc.assert(
      fc.asyncProperty(smallProblem([model]), async (problem) => {
        const reduced = await solveSiting(problem);
        const plain = await solveSiting({ ...problem, effort: { ...problem.effort, reduce: false } });
        expect(plain.status).toBe(reduced.status);
        if (plain.objective !== null)
          expect(Math.abs(plain.objective - reduced.objective!)).toBeLessThanOrEqual(near(plain.objective));
      }),
      { numRuns: 150 },
    );
  });
});
