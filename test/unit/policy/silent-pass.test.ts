import { describe, expect, it } from 'vitest';
import { PURPOSES } from '../../../api/policy/application.ts';
import { evaluatePlan } from '../../../api/policy/evaluate.ts';
import { getPlan, loadPlans } from '../../../api/policy/load-plans.ts';
import { INSTITUTION_KINDS, SERVICES } from '../../../api/vocabulary.ts';
import { applicationOf, factsOf } from '../../support/plan-case.ts';
import { readCaseFile } from '../../support/plan-case-format.ts';
import { anApplication, aPlan, aRegisteredApplicant, someFacts } from '../../support/policy-builders.ts';

const PLANS = ['dalian/2025-2027', 'kaifeng/2025-2030', 'xian/2025-2027', 'qingdao/2023-2025'];
const LIMITING = ['entry', 'exemption', 'geographic', 'quantity', 'annual_plan'];

/** Everything that passes where nothing stands in the way: nobody near by, an annual plan with room for all kinds. */
function listPasses(planId: string, isRegistered: boolean) {
  const plan = getPlan(loadPlans(), planId);
  const file = readCaseFile(planId);
  const { asOf } = file;
  const city = (file.baseFacts.city as { code: string }).code;
  return INSTITUTION_KINDS.flatMap((kind) =>
    SERVICES.flatMap((service) =>
      PURPOSES.flatMap((purpose) => {
        const isPharmacyOfDalian = kind === 'pharmacy' && file.presets.pharmacy !== undefined;
        const use = { use: isPharmacyOfDalian ? ['pharmacy'] : [] };
        const line = {
          annualPlanId: 1,
          year: Number(asOf.slice(0, 4)),
          areaCode: city,
          areaLevel: 'city',
          kind,
          service: null,
          category: null,
          quantity: 9,
          used: 0,
          publishedOn: `${asOf.slice(0, 4)}-01-02`,
          document: '年度计划（示例）',
        };
        const { findings, overall } = evaluatePlan({
          plan,
          application: applicationOf(file, use, { kind, service, purpose }),
          facts: factsOf(file, asOf, use, {
            annualPlans: [line],
            applicant: isRegistered ? aRegisteredApplicant({ kind }) : null,
          }),
          asOf,
        });
        const limiting = findings.filter(
          ({ group, outcome }) => LIMITING.includes(group) && (outcome === 'PASS' || outcome === 'EXEMPT'),
        );
        return overall === 'PASS'
          ? [{ kind, service, purpose, rules: limiting.map((one) => one.ruleId) }]
          : [];
      }),
    ),
  );
}

describe.each(PLANS)('what %s does not speak of', (planId) => {
  const passes = [...listPasses(planId, false), ...listPasses(planId, true)];

  it('passes only where a limiting rule, besides that of the annual plan, was asked', () => {
    expect(passes.length).toBeGreaterThan(0);
    const bare = passes.filter(({ rules }) => rules.filter((id) => !ANNUAL.includes(id)).length === 0);
    expect(bare).toEqual([]);
  });

  it('never passes long-term care, or a kind of bed or level that the institution cannot have', () => {
    const odd = passes.filter(
      ({ kind, service, purpose }) =>
        kind.startsWith('ltc') ||
        service.startsWith('ltc') ||
        (purpose === 'settlement_promotion' && service !== 'outpatient_pooling') ||
        (['add_beds', 'bed_conversion'].includes(purpose) && service !== 'inpatient') ||
        (kind === 'pharmacy' && ['inpatient', 'medical_assistance'].includes(service)) ||
        purpose === 'alliance_member',
    );
    expect(odd.map(({ kind, service, purpose }) => `${kind} ${service} ${purpose}`)).toEqual(
      planId.startsWith('dalian') ? ['medical personal_account alliance_member'] : [],
    );
  });
});
const ANNUAL = ['DL-A11', 'KF-A2', 'XA-10', 'QD-2'];

describe('a plan none of whose limiting rules concerns an application', () => {
  const RULES = [
    { id: 'TV-1', kind: 'validity', group: 'validity' },
    { id: 'TV-2', kind: 'fund-warning', group: 'fund' },
    {
      id: 'TV-3',
      kind: 'entry-conditions',
      group: 'entry',
      appliesTo: { services: ['inpatient'] },
      parameters: { statement: 'entry_conditions_met' },
    },
  ];
  const ask = (service: 'inpatient' | 'personal_account', reviews: readonly 'accept'[] = []) =>
    evaluatePlan({
      plan: aPlan(RULES),
      application: anApplication({
        service,
        statements: { entry_conditions_met: { value: true, verified: true } },
      }),
      facts: someFacts(),
      asOf: someFacts().asOf,
      reviews: reviews.map((decision) => ({
        ruleId: 'TV-1',
        decision,
        ground: '主管部门书面答复',
        reviewer: '甲',
        decidedOn: '2026-07-01',
      })),
    });

  it('is for review, and a reviewer may let it through', () => {
    const result = ask('personal_account');
    expect(result.overall).toBe('MANUAL_REVIEW');
    expect(result.findings[0]).toMatchObject({
      ruleId: 'TV-1',
      outcome: 'MANUAL_REVIEW',
      changed: [{ from: 'PASS', to: 'MANUAL_REVIEW', by: 'TV-1' }],
    });
    expect(ask('personal_account', ['accept']).overall).toBe('PASS');
  });

  it('passes one that a limiting rule concerns', () => {
    expect(ask('inpatient').overall).toBe('PASS');
  });
});
