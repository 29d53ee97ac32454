import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import { anApplication, aPlan, evaluateRule, someFacts } from '../../../../support/policy-builders.ts';

const rule = (options: object = {}) => ({
  id: 'DL-A13',
  kind: 'bed-conversion',
  parameters: { supported: ['paediatric', 'psychiatric', 'rehabilitation', 'nursing'], bedRule: 'DL-C1' },
  options,
});
const judge = (bedConversion: ApplicationInput['bedConversion'], plan = aPlan([rule()])) =>
  evaluateRule(
    plan,
    'DL-A13',
    anApplication({ purpose: 'bed_conversion', service: 'inpatient', bedConversion }),
    someFacts(),
  );

describe('conversion of existing beds (DL-A13)', () => {
  it('T51: 50 general beds into 50 rehabilitation beds use no release', () => {
    const finding = judge({ from: { general: 50 }, to: { rehabilitation: 50 } });
    expect(finding).toMatchObject({ outcome: 'MANUAL_REVIEW', derived: { netBeds: 0, hasPriority: true } });
    expect(finding.draws).toBeUndefined();
  });

  it('is a priority where the bureau has set a procedure', () => {
    const plan = aPlan([rule({ without_procedure: 'priority' })]);
    expect(judge({ from: { general: 50 }, to: { rehabilitation: 50 } }, plan).outcome).toBe('PRIORITY');
    expect(judge({ from: { general: 50 }, to: { rehabilitation: 49 } }, plan).outcome).toBe('MANUAL_REVIEW');
    expect(judge({ from: { general: 50 }, to: { rehabilitation: 51 } }, plan).outcome).toBe('MANUAL_REVIEW');
  });

  it('leaves net growth to the bed rule and names it', () => {
    const finding = judge({ from: { general: 50 }, to: { rehabilitation: 60 } });
    expect(finding).toMatchObject({ outcome: 'MANUAL_REVIEW', measured: 10 });
    expect(finding.reason.en).toContain('DL-C1');
  });

  it('disregards a category with no beds', () => {
    const finding = judge({ from: { general: 50 }, to: { rehabilitation: 50, general: 0 } });
    expect(finding.derived).toMatchObject({ hasPriority: true });
  });

  it('does not favour a conversion into beds that the plan does not name', () => {
    const finding = judge({ from: { nursing: 50 }, to: { general: 50 } });
    expect(finding).toMatchObject({ outcome: 'MANUAL_REVIEW', derived: { hasPriority: false } });
  });

  it.each([[undefined], [{ from: {}, to: { rehabilitation: 5 } }], [{ from: { general: 5 }, to: {} }]])(
    'names the beds as missing: %j',
    (conversion) => {
      expect(judge(conversion)).toMatchObject({
        outcome: 'MANUAL_REVIEW',
        missing: [{ item: 'bed_conversion' }],
      });
    },
  );

  it('does not concern other applications', () => {
    expect(evaluateRule(aPlan([rule()]), 'DL-A13', anApplication(), someFacts()).outcome).toBe(
      'NOT_APPLICABLE',
    );
  });
});
