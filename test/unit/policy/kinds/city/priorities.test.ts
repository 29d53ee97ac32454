import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import { anApplication, aPlan, aSite, evaluateRule, someFacts } from '../../../../support/policy-builders.ts';

const items = ({ missing }: ReturnType<typeof evaluateRule>) => missing?.map(({ item }) => item);

describe('institutions that come first (KF-C2, QD-9)', () => {
  const title = { zh: '养老机构内设', en: 'Infirmary of a home' };
  const ground = { code: 'elderly_home_infirmary', title, kinds: ['medical'], needsDocument: false };
  const plan = aPlan([
    {
      id: 'KF-C2',
      kind: 'priority',
      group: 'priority',
      parameters: {
        grounds: [
          ground,
          { ...ground, code: 'other_infirmary', isOnlyImplied: true },
          {
            ...ground,
            code: 'community_health_service',
            needsDocument: true,
            needsStatement: 'set_up_under_health_plan',
          },
        ],
      },
    },
  ]);
  const judge = (claims: ApplicationInput['claims'], more: Partial<ApplicationInput> = {}) =>
    evaluateRule(plan, 'KF-C2', anApplication({ claims, ...more }), someFacts());

  it('have priority once verified, which is not an exemption', () => {
    const finding = judge([{ ground: 'elderly_home_infirmary', verified: true }]);
    expect(finding).toMatchObject({
      outcome: 'PRIORITY',
      derived: { ground: 'elderly_home_infirmary', priority: true },
    });
    expect(finding.reason.en).toContain('no other clause is lifted');
  });

  it('are for review before, and where the text says "and the like" only', () => {
    expect(items(judge([{ ground: 'elderly_home_infirmary' }]))).toEqual(['exemption_verified']);
    expect(judge([{ ground: 'other_infirmary', verified: true }]).outcome).toBe('MANUAL_REVIEW');
    expect(items(judge([{ ground: 'community_health_service', verified: true, document: 'x' }]))).toEqual([
      'set_up_under_health_plan',
    ]);
    const proven = { statements: { set_up_under_health_plan: { value: true, verified: true } } };
    expect(
      judge([{ ground: 'community_health_service', verified: true, document: 'x' }], proven).outcome,
    ).toBe('PRIORITY');
  });

  it('take the best of several claims; one that is not listed gives nothing', () => {
    expect(
      judge([{ ground: 'elderly_home_infirmary' }, { ground: 'elderly_home_infirmary', verified: true }])
        .outcome,
    ).toBe('PRIORITY');
    expect(judge([{ ground: 'university_infirmary', verified: true }]).outcome).toBe('NOT_APPLICABLE');
    expect(judge([]).outcome).toBe('NOT_APPLICABLE');
    expect(judge([{ ground: 'elderly_home_infirmary', verified: true }], { kind: 'pharmacy' }).outcome).toBe(
      'NOT_APPLICABLE',
    );
  });
});

describe('priority by lists of the health authority (XA-3)', () => {
  const plan = aPlan([
    {
      id: 'XA-3',
      kind: 'priority-lists',
      group: 'priority',
      parameters: { trait: 'uneven', list: 'shortage_category' },
    },
  ]);
  const trait = (position: 'inside' | 'border'): NonNullable<FactsInput['traits']>[number] => ({
    trait: 'uneven',
    value: 'yes',
    category: null,
    areaCode: '999901',
    areaLevel: 'county',
    areaName: '甲区',
    areaKm2: null,
    position,
    document: '不均衡区域名单',
    publishedOn: null,
    from: null,
    to: null,
  });
  const list = {
    list: 'shortage_category',
    categories: ['儿童医院'],
    document: '短板清单',
    publishedOn: null,
  };
  const known: Partial<FactsInput> = { traitsKnown: ['uneven'], categoryLists: [list] };
  const judge = (facts: Partial<FactsInput>, category: string | null = '综合医院') =>
    evaluateRule(
      plan,
      'XA-3',
      anApplication({ service: 'inpatient', ...(category ? { category } : { category: '' }) }),
      someFacts({ ...known, ...facts }),
    );

  it('holds for a named area or a named category, and cites the list', () => {
    expect(judge({ traits: [trait('inside')] })).toMatchObject({
      outcome: 'PRIORITY',
      evidence: { documents: ['不均衡区域名单'] },
    });
    expect(judge({}, '儿童医院')).toMatchObject({
      outcome: 'PRIORITY',
      evidence: { documents: ['短板清单'] },
    });
    expect(judge({ traitsKnown: [] }, '儿童医院').outcome).toBe('PRIORITY');
  });

  it('does not apply on neither list', () => {
    expect(judge({}).outcome).toBe('NOT_APPLICABLE');
  });

  it.each([
    [['trait:uneven'], { traitsKnown: [] }],
    [['list:shortage_category'], { categoryLists: [] }],
    [['area_of_site'], { traits: [trait('border')] }],
    [['area_of_site'], { site: null }],
    [['area_of_site'], { traits: [trait('inside')], site: aSite({ crsKnown: false }) }],
  ] as [string[], Partial<FactsInput>][])('is for review without %s', (missing, facts) => {
    expect(items(judge(facts))).toEqual(missing);
  });

  it('is for review with a category that is not known or only partly listed', () => {
    expect(items(judge({}, null))).toEqual(['licence_category']);
    expect(items(judge({}, '综合医院、儿童医院'))).toEqual(['licence_category']);
  });
});
