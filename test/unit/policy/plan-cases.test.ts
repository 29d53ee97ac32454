import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { PROGRAM_ROOT } from '../../../api/paths.ts';
import { loadPlans } from '../../../api/policy/load-plans.ts';
import { expectAssessment } from '../../support/plan-case.ts';
import { readCaseFile } from '../../support/plan-case-format.ts';

for (const plan of loadPlans().values()) {
  if (!existsSync(join(PROGRAM_ROOT, 'policies', plan.id, 'cases.json'))) continue;
  const file = readCaseFile(plan.id);
  describe(`cases of ${plan.id}`, () => {
    for (const planCase of file.cases) {
      const numbers = planCase.tests.length > 0 ? `${planCase.tests.join(' ')}: ` : '';
      it(`${numbers}${planCase.name}`, () => {
        if ('settle' in planCase || 'lot' in planCase) throw new Error('settlement is not wired yet');
        expectAssessment(plan, file, planCase);
      });
    }
  });
}
