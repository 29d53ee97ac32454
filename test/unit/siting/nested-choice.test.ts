import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Choice, type ChoiceRules } from '../../../api/siting/choice-rules.ts';
import { partitionIntoCliques } from '../../../api/siting/cliques.ts';
import { boundCover } from '../../../api/siting/cover-bound.ts';
import { coverTaskOf, worthOf } from '../../../api/siting/cover-task.ts';
import { boundMedian } from '../../../api/siting/median-bound.ts';
import { medianTaskOf, savedBy } from '../../../api/siting/median-task.ts';
import { NestedChoice } from '../../../api/siting/nested-choice.ts';
import { prepareProblem } from '../../../api/siting/prepare-problem.ts';
import { sparseOf } from '../../../api/siting/sparse.ts';
import { smallProblem } from './brute-force.ts';

const quiet = { cancelled: () => false, progress: () => undefined };

const rules: fc.Arbitrary<ChoiceRules> = fc.integer({ min: 1, max: 8 }).chain((sites) => {
  const site = fc.integer({ min: 0, max: sites - 1 });
  return fc
    .record({
      pairs: fc.array(fc.tuple(site, site), { maxLength: 10 }),
      groupOf: fc.array(fc.integer({ min: -1, max: 1 }), { minLength: sites, maxLength: sites }),
      groupRoom: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 }),
      most: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ pairs, groupOf, groupRoom, most }) => {
      const both = pairs
        .filter(([a, b]) => a !== b)
        .flatMap(
          ([a, b]) =>
            [
              [a, b],
              [b, a],
            ] as const,
        );
      return {
        sites,
        conflicts: sparseOf(
          sites,
          sites,
          both.map(([a]) => a),
          both.map(([, b]) => b),
          null,
        ),
        groupOf: Int32Array.from(groupOf),
        groupRoom: Int32Array.from(groupRoom),
        most,
      };
    });
});

function* allSets(sites: number): Generator<number[]> {
  for (let set = 0; set < 2 ** sites; set += 1)
    yield [...Array(sites).keys()].filter((site) => set & (1 << site));
}

/** Sets that keep "one of each clique of the partition, the room of each group, the total". */
function isNested(of: ChoiceRules, cliqueOf: Int32Array, set: readonly number[]): boolean {
  const cliques = set.map((site) => cliqueOf[site]);
  const inGroup = (group: number) => set.filter((site) => of.groupOf[site] === group).length;
  return (
    set.length <= of.most &&
    new Set(cliques).size === cliques.length &&
    [...of.groupRoom].every((room, group) => inGroup(group) <= room)
  );
}

it('chooses the best nested set, and tells exactly what forcing a site costs', () => {
  fc.assert(
    fc.property(
      rules,
      fc.array(fc.integer({ min: -5, max: 20 }), { minLength: 8, maxLength: 8 }),
      (of, numbers) => {
        const values = Float64Array.from({ length: of.sites }, (_, site) => numbers[site]!);
        const cliqueOf = partitionIntoCliques(of);
        const sets = [...allSets(of.sites)].filter((set) => isNested(of, cliqueOf, set));
        const worth = (set: readonly number[]) => set.reduce((sum, site) => sum + values[site]!, 0);
        const nested = new NestedChoice(of);
        const total = nested.choose(values);
        expect(total).toBe(Math.max(...sets.map(worth)));
        const losses = nested.lossWhenForced(values);
        for (let site = 0; site < of.sites; site += 1) {
          const forced = Math.max(...sets.filter((set) => set.includes(site)).map(worth));
          if (nested.has[site]) expect(losses[site]).toBe(0);
          else expect(total - losses[site]!).toBe(forced);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

it('the nested sets contain every set that keeps the rules', () => {
  fc.assert(
    fc.property(rules, (of) => {
      const cliqueOf = partitionIntoCliques(of);
      for (const set of allSets(of.sites)) {
        const choice = new Choice(of);
        const keeps = set.every((site) => {
          const may = choice.canAdd(site);
          if (may) choice.add(site);
          return may;
        });
        if (keeps) expect(isNested(of, cliqueOf, set)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

function keepsRules(of: ChoiceRules, set: readonly number[]): boolean {
  const choice = new Choice(of);
  return set.every((site) => {
    const may = choice.canAdd(site);
    if (may) choice.add(site);
    return may;
  });
}

it('covering: the bound holds whatever is known, and no site called useless is in anything better', () => {
  fc.assert(
    fc.property(
      smallProblem(['lscp', 'mclp', 'bacop1', 'bacop2']),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (problem, part) => {
        const prepared = prepareProblem(problem);
        if (!prepared) return;
        const { task } = coverTaskOf(problem, prepared);
        const worths = [...allSets(task.rules.sites)]
          .filter((set) => keepsRules(task.rules, set))
          .flatMap((set) => {
            const worth = worthOf(task, set);
            return worth === null ? [] : [{ set, worth }];
          });
        if (worths.length === 0) return;
        const best = Math.max(...worths.map(({ worth }) => worth));
        const reached = worths.map(({ worth }) => worth).sort((a, b) => a - b);
        const known = reached[Math.floor(part * (reached.length - 1))]!;
        const { upper, useless } = boundCover(task, known, quiet);
        const slack = 1e-8 * Math.max(1, Math.abs(best));
        expect(upper).toBeGreaterThanOrEqual(best - slack);
        for (const { set, worth } of worths)
          if (worth > known + slack) for (const site of set) expect(useless[site]).toBe(0);
      },
    ),
    { numRuns: 600 },
  );
});

it('p-median: the bound holds whatever is known, and no site called useless is in anything better', () => {
  fc.assert(
    fc.property(smallProblem(['p-median']), fc.double({ min: 0, max: 1, noNaN: true }), (problem, part) => {
      const prepared = prepareProblem(problem);
      if (!prepared) return;
      const { task } = medianTaskOf(problem, prepared);
      const worths = [...allSets(task.rules.sites)]
        .filter((set) => keepsRules(task.rules, set))
        .map((set) => ({ set, worth: savedBy(task, set) }));
      const reached = worths.map(({ worth }) => worth).sort((a, b) => a - b);
      const best = reached.at(-1)!;
      const known = reached[Math.floor(part * (reached.length - 1))]!;
      const { upper, useless } = boundMedian(task, known, quiet);
      const slack = 1e-8 * Math.max(1, best);
      expect(upper).toBeGreaterThanOrEqual(best - slack);
      for (const { set, worth } of worths)
        if (worth > known + slack) for (const site of set) expect(useless[site]).toBe(0);
    }),
    { numRuns: 600 },
  );
});
