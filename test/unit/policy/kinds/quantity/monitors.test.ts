import { describe, expect, it } from 'vitest';
import {
  anApplication,
  anArea,
  aPlan,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';

const title = (zh: string) => ({ zh, en: zh });
const parameter = (name: string, value: number) => ({
  name,
  value,
  unit: 'institutions',
  qualifier: null,
  from: null,
  to: null,
  document: `基准 ${name}`,
});
const totals = (pharmacies: number, openBedsByGrade: Record<string, number> = {}) => ({
  pooledInstitutions: 798,
  inpatientBeds: 55_973,
  pharmacies,
  openBedsByGrade,
});

describe('totals that only decrease (DL-A7)', () => {
  const plan = aPlan([
    {
      id: 'DL-A7',
      kind: 'totals-monitor',
      group: 'monitor',
      parameters: {
        totals: [
          { total: 'pharmacies', baseline: 'baseline_pharmacies', title: title('零售药店') },
          { total: 'inpatientBeds', baseline: 'baseline_beds', title: title('住院床位') },
        ],
      },
    },
  ]);
  const parameters = [parameter('baseline_pharmacies', 4321), parameter('baseline_beds', 55_973)];
  const judge = (pharmacies: number) =>
    evaluateRule(plan, 'DL-A7', anApplication(), someFacts({ totals: totals(pharmacies), parameters }));

  it('flags one more than the baseline and nothing at it or below', () => {
    expect(judge(4320).outcome).toBe('PASS');
    expect(judge(4321).outcome).toBe('PASS');
    expect(judge(4322)).toMatchObject({
      outcome: 'FLAG',
      measured: 1,
      derived: { pharmaciesGrowth: 1, inpatientBedsGrowth: 0 },
    });
  });

  it('names what is missing and obstructs nothing', () => {
    const finding = evaluateRule(plan, 'DL-A7', anApplication(), someFacts({ parameters: [parameters[0]!] }));
    expect(finding.outcome).toBe('FLAG');
    expect(finding.missing?.map(({ item }) => item)).toEqual(['totals', 'baseline_beds']);
  });

  it('does not use a baseline that is not valid on the date', () => {
    const later = { ...parameter('baseline_pharmacies', 1), from: '2026-07-01' };
    const facts = someFacts({ totals: totals(4321), parameters: [later, parameters[1]!] });
    const finding = evaluateRule(plan, 'DL-A7', anApplication(), facts);
    expect(finding.missing?.map(({ item }) => item)).toEqual(['baseline_pharmacies']);
  });
});

describe('bed mix (DL-A8)', () => {
  const groups = [
    { name: 'third', title: title('三级'), grades: ['tertiary'], target: 0.6 },
    { name: 'second', title: title('二级'), grades: ['secondary'], target: 0.2 },
    { name: 'first', title: title('一级及以下'), grades: ['primary', 'ungraded'], target: 0.2 },
  ];
  const rule = (parameters: object) => ({ id: 'DL-A8', kind: 'share-monitor', group: 'monitor', parameters });
  const plan = aPlan([rule({ groups })]);

  it('reports shares and their distance from the target; ungraded ones are in the third group and shown apart', () => {
    const facts = someFacts({
      totals: totals(0, { tertiary: 500, secondary: 300, primary: 150, ungraded: 50 }),
    });
    const finding = evaluateRule(plan, 'DL-A8', anApplication(), facts);
    expect(finding.outcome).toBe('FLAG');
    expect(finding.derived).toMatchObject({
      totalBeds: 1000,
      share_third: 0.5,
      share_first: 0.2,
      beds_ungraded: 50,
    });
    expect(finding.derived?.difference_third).toBeCloseTo(-0.1, 12);
  });

  it('names a grade that is in no group', () => {
    const facts = someFacts({ totals: totals(0, { tertiary: 1, special: 1 }) });
    expect(evaluateRule(plan, 'DL-A8', anApplication(), facts).reason.en).toContain('special');
  });

  it.each([
    ['no totals', null],
    ['no beds', totals(0, { tertiary: 0 })],
  ])('flags %s as missing', (_, value) => {
    const finding = evaluateRule(plan, 'DL-A8', anApplication(), someFacts({ totals: value }));
    expect(finding).toMatchObject({ outcome: 'FLAG', missing: [{ item: 'open_beds' }] });
  });

  it('refuses targets that do not add up and a grade in two groups', () => {
    expect(() => aPlan([rule({ groups: groups.slice(0, 2) })])).toThrow(/add up to 1/);
    const twice = [groups[0], { ...groups[1], grades: ['tertiary'] }, groups[2]];
    expect(() => aPlan([rule({ groups: twice })])).toThrow(/two groups/);
  });
});

describe('gap below the lower bound (DL-D9)', () => {
  const plan = aPlan([{ id: 'DL-D9', kind: 'lower-bound-gap', group: 'monitor' }]);
  const area = (code: string, counted: number, lower: number | null) =>
    anArea({
      code,
      name: code,
      bounds: [{ pharmacyKind: 'personal_account', lower, upper: 100, version: '1', document: 'd' }],
      pharmacies: {
        attribution: 'location',
        counts: [{ pharmacyKind: 'personal_account', counted, notYetCounted: 5 }],
        unattributed: 0,
      },
    });
  const judge = (street: ReturnType<typeof area> | null, district: ReturnType<typeof area>) =>
    evaluateRule(plan, 'DL-D9', anApplication(), someFacts({ street, businessArea: district }));

  it('flags one below the bound, not at it; exempt ones not yet counted do not fill it', () => {
    expect(judge(area('s', 4, 5), area('d', 50, 50))).toMatchObject({
      outcome: 'FLAG',
      measured: 4,
      threshold: 5,
      derived: { hasGap: true },
    });
    expect(judge(area('s', 5, 5), area('d', 50, 50))).toMatchObject({
      outcome: 'PASS',
      derived: { hasGap: false },
    });
  });

  it('names what is missing', () => {
    const finding = judge(null, area('d', 50, null));
    expect(finding.outcome).toBe('FLAG');
    expect(finding.missing?.map(({ item }) => item)).toEqual(['street', 'pharmacy_lower_bound']);
  });
});
