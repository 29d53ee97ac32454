import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROGRAM_ROOT } from '../../../api/paths.ts';
import { getRuleKind } from '../../../api/policy/kinds/registry.ts';
import { loadPlans } from '../../../api/policy/load-plans.ts';
import { OBSTACLES } from '../../../api/policy/outcome.ts';
import { expectAssessment, expectLot } from '../../support/plan-case.ts';
import { listExpectedOutcomes, listRulesOfCase, readCaseFile } from '../../support/plan-case-format.ts';
import { expectSettlement } from '../../support/settle-case.ts';

const plans = [...loadPlans().values()];

it('every plan has cases', () => {
  const without = plans.filter(({ id }) => !existsSync(join(PROGRAM_ROOT, 'policies', id, 'cases.json')));
  expect(without.map(({ id }) => id)).toEqual([]);
});

for (const plan of plans) {
  if (!existsSync(join(PROGRAM_ROOT, 'policies', plan.id, 'cases.json'))) continue;
  const file = readCaseFile(plan.id);

  describe(`cases of ${plan.id}`, () => {
    for (const planCase of file.cases) {
      const numbers = planCase.tests.length > 0 ? `${planCase.tests.join(' ')}: ` : '';
      it(`${numbers}${planCase.name}`, () => {
        if ('settle' in planCase) expectSettlement(plan, file, planCase);
        else if ('lot' in planCase) expectLot(plan, planCase);
        else expectAssessment(plan, file, planCase);
      });
    }
  });

  describe(`completeness of the cases of ${plan.id}`, () => {
    it('no two have the same name', () => {
      const names = file.cases.map(({ name }) => name);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    });

    it('every rule of the plan is expected in one, and every expected rule is of the plan', () => {
      const expected = new Set(file.cases.flatMap(listRulesOfCase));
      expect([...expected].sort()).toEqual(plan.rules.map(({ id }) => id).sort());
    });

    for (const rule of plan.rules.filter(({ kind }) => getRuleKind(kind).decides)) {
      it(`${rule.id} (${rule.kind}) passes, obstructs and stands on its boundary`, () => {
        const seen = file.cases.flatMap((planCase) =>
          listExpectedOutcomes(planCase)
            .filter(({ ruleId }) => ruleId === rule.id)
            .map(({ outcome }) => ({ outcome, isBoundary: planCase.boundary === true })),
        );
        const isObstacle = (outcome: string) => OBSTACLES.some((obstacle) => obstacle === outcome);
        expect({
          passes: seen.some(({ outcome }) => !isObstacle(outcome)),
          obstructs: seen.some(({ outcome }) => isObstacle(outcome)),
          boundary: seen.some(({ isBoundary }) => isBoundary),
        }).toEqual({ passes: true, obstructs: true, boundary: true });
      });
    }
  });
}
