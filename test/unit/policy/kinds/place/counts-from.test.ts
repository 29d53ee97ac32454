import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import { addDays } from '../../../../../api/policy/calendar.ts';
import { anApplication, aPlan, evaluateRule, someFacts } from '../../../../support/policy-builders.ts';

function judge(application: Partial<ApplicationInput>, options: object = {}, verified = true) {
  const grounds = [
    { code: 'livelihood_works', title: { zh: '民生', en: 'Livelihood' }, kinds: ['medical', 'pharmacy'] },
  ];
  const plan = aPlan([
    { id: 'TV-1', kind: 'exemption', parameters: { grounds } },
    { id: 'TV-3', kind: 'counts-from', parameters: { exemptionRules: ['TV-1'] }, options },
  ]);
  const claims = [{ ground: 'livelihood_works', document: 'D', verified }];
  return evaluateRule(plan, 'TV-3', anApplication({ claims, ...application }), someFacts());
}

describe('the first year of an exempt institution', () => {
  it.each([
    ['2026-12-31', '2027-01-01'],
    ['2026-01-01', '2027-01-01'],
    ['2027-06-15', '2028-01-01'],
  ])('designated %s counts from %s', (designatedOn, countsFrom) => {
    expect(judge({ designatedOn })).toMatchObject({
      outcome: 'FLAG',
      measured: countsFrom,
      derived: { countsFrom, isConditional: false },
    });
  });

  it('is twelve months where the option says so', () => {
    expect(judge({ designatedOn: '2026-12-31' }, { first_year: 'twelve_months' }).derived).toMatchObject({
      countsFrom: '2027-12-31',
    });
  });

  it('is not dated before the designation is', () => {
    const finding = judge({});
    expect(finding).toMatchObject({ outcome: 'FLAG', derived: { countsFrom: null } });
    expect(finding.missing?.[0]?.item).toBe('designated_on');
  });

  it('stands under the condition that the exemption is recognised', () => {
    const finding = judge({ designatedOn: '2026-12-31' }, {}, false);
    expect(finding.derived).toMatchObject({ countsFrom: '2027-01-01', isConditional: true });
  });

  it('says that pharmacies are treated alike', () => {
    expect(judge({ kind: 'pharmacy', designatedOn: '2026-12-31' }).reason.en).toContain('treated alike');
  });

  it('concerns only who is exempt', () => {
    expect(judge({ claims: [], designatedOn: '2026-12-31' }).outcome).toBe('NOT_APPLICABLE');
  });

  it('ends with the calendar year on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (days) => {
        const designatedOn = addDays('2026-01-01', days);
        const countsFrom = judge({ designatedOn }).derived?.countsFrom;
        expect(countsFrom).toBe(`${Number(designatedOn.slice(0, 4)) + 1}-01-01`);
      }),
      { numRuns: 50 },
    );
  });
});
