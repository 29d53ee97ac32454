import { describe, expect, test } from 'vitest';
import { aNeighbour, anApplication, someNeighbours } from '../../../support/policy-builders.ts';
import { aLot, decisionsOf, settle } from './batches.ts';
import { type OutpatientSetting, outpatientApplicant, outpatientPlan } from './outpatient-batches.ts';

const plan = outpatientPlan([
  {
    id: 'DL-A2',
    kind: 'same-type-within',
    group: 'geographic',
    parameters: { radiusM: 800, newSitePurposes: ['new', 'relocation'] },
  },
]);
const lots = [aLot('l', 20)];

/** A new clinic: its site counts for the 800 m. */
function newcomer(id: string, setting: OutpatientSetting = {}) {
  const applicant = outpatientApplicant(id, { lots, ...setting });
  const { application } = applicant;
  return {
    ...applicant,
    application: anApplication({ ...application, purpose: 'new' as const }),
  };
}

describe('sites of one batch (DL-A2 reading 3)', () => {
  const first = newcomer('first', { openedOn: '2020-01-01' });
  const second = newcomer('second', { openedOn: '2021-01-01' });

  test('once the higher one is admitted, the lower one within 800 m is for review', () => {
    const settlement = settle(plan, [first, second], {
      pairs: [{ a: 'second', b: 'first', distanceM: 500 }],
    });
    expect(decisionsOf(settlement)).toEqual({ first: 'admitted', second: 'review' });
    const lower = settlement.decisions[1]?.result.findings.find(({ ruleId }) => ruleId === 'DL-A2');
    expect(lower?.evidence?.institutions?.[0]).toMatchObject({ applicationId: 'first', distanceM: 500 });
  });

  test('800.001 m apart both are admitted', () => {
    const settlement = settle(plan, [first, second], {
      pairs: [{ a: 'first', b: 'second', distanceM: 800.001 }],
    });
    expect(decisionsOf(settlement)).toEqual({ first: 'admitted', second: 'admitted' });
  });

  test('a higher one that is refused or not selected is no neighbour', () => {
    const refused = newcomer('first', {
      openedOn: '2020-01-01',
      facts: { neighbours: someNeighbours([aNeighbour()]) },
    });
    const pairs = [{ a: 'first', b: 'second', distanceM: 500 }];
    expect(decisionsOf(settle(plan, [refused, second], { pairs }))).toEqual({
      first: 'refused',
      second: 'admitted',
    });
    const scarce = [aLot('l', 1)];
    const poor = newcomer('first', { openedOn: '2020-01-01', lots: scarce });
    const frugal = newcomer('second', { openedOn: '2021-01-01', areaClass: '3', lots: scarce });
    expect(decisionsOf(settle(plan, [poor, frugal], { pairs }))).toEqual({
      first: 'not_selected',
      second: 'admitted',
    });
  });

  test('a higher one that is undecided leaves the lower one open, by name', () => {
    const unverified = newcomer('first', {
      openedOn: '2020-01-01',
      facts: { neighbours: someNeighbours([aNeighbour({ verified: false })]) },
    });
    const settlement = settle(plan, [unverified, second], {
      pairs: [{ a: 'first', b: 'second', distanceM: 500 }],
    });
    expect(decisionsOf(settlement)).toEqual({ first: 'review', second: 'review' });
    expect(settlement.decisions[1]?.dependsOn).toEqual(['first']);
  });

  test('example 6: a free addition with the same type at 500 m is refused', () => {
    const applicant = newcomer('A', {
      support: 'may',
      areaClass: '3',
      lots: [],
      facts: { neighbours: someNeighbours([aNeighbour()]) },
    });
    expect(decisionsOf(settle(plan, [applicant]))).toEqual({ A: 'refused' });
  });

  test('a reviewer who accepts the conflict lets the lower one in', () => {
    const review = {
      ruleId: 'DL-A2',
      decision: 'accept' as const,
      ground: '两址分处河两岸',
      reviewer: '张三',
      decidedOn: '2026-06-30',
    };
    const pairs = [{ a: 'first', b: 'second', distanceM: 500 }];
    const accepted = { ...second, reviews: [review] };
    expect(decisionsOf(settle(plan, [first, accepted], { pairs }))).toEqual({
      first: 'admitted',
      second: 'admitted',
    });
  });
});
