import { expect, it } from 'vitest';
import { anApplication, aPlan, evaluateRule, someFacts } from '../../../../support/policy-builders.ts';

it('a clause that records gives its advice and never obstructs', () => {
  const advice = { zh: '按年评估。', en: 'Evaluate every year.' };
  const plan = aPlan([{ id: 'TV-1', kind: 'record', group: 'record', parameters: { advice } }]);
  const finding = evaluateRule(plan, 'TV-1', anApplication(), someFacts());
  expect(finding).toMatchObject({ outcome: 'FLAG', reason: advice });
  expect(finding.derived).toBeUndefined();
});

it('names the path of the service that helps', () => {
  const parameters = { advice: { zh: '甲', en: 'A' }, support: '/coverage-gaps' };
  const plan = aPlan([{ id: 'TV-1', kind: 'record', group: 'record', parameters }]);
  expect(evaluateRule(plan, 'TV-1', anApplication(), someFacts()).derived).toEqual({
    support: '/coverage-gaps',
  });
});
