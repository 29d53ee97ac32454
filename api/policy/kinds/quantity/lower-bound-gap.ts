import { z } from 'zod';
import type { Facts } from '../../facts.ts';
import type { AreaFacts } from '../../facts-of-areas.ts';
import type { Missing, RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { countPharmacies, missingCount } from './pharmacy-capacity.ts';
import { kindPreferenceSchema } from './pharmacy-kind.ts';

/** DL-D9: fewer pharmacies than the lower bound is a gap to be filled first; no other rule uses the lower bound. */
export const lowerBoundGap = defineRuleKind({
  id: 'lower-bound-gap',
  title: { zh: '低于下限的缺口', en: 'Gap below the lower bound' },
  description: {
    zh: '实际数低于下限界值的区域提示为缺口（优先区域）；仅作提示。',
    en: 'An area with fewer pharmacies than its lower bound is flagged as a gap; advice only.',
  },
  parameters: z.strictObject({
    areas: z
      .array(z.enum(['street', 'business_area', 'county']))
      .min(1)
      .default(['street', 'business_area'])
      .describe('Areas whose count is compared with their lower bound.'),
    pharmacyKinds: kindPreferenceSchema.default(['personal_account', 'all']),
  }),
  decides: false,
  evaluate: ({ parameters, facts }): RawFinding => {
    const missing: Missing[] = [];
    const compared: { area: AreaFacts; actual: number; lower: number }[] = [];
    for (const name of parameters.areas) {
      const area = areaOf(facts, name);
      if (!area) {
        missing.push({ item: name, ...NAMES[name] });
        continue;
      }
      const bound = parameters.pharmacyKinds
        .flatMap((kind) => area.bounds.filter(({ pharmacyKind }) => pharmacyKind === kind))
        .find(({ lower }) => lower !== null);
      const count = bound ? countPharmacies(area, bound.pharmacyKind) : null;
      if (!bound || bound.lower === null)
        missing.push({
          item: 'pharmacy_lower_bound',
          areaCode: area.code,
          zh: `${area.name}下限界值`,
          en: `lower bound of ${area.name}`,
        });
      else if (!count) missing.push(missingCount(area));
      else compared.push({ area, actual: count.counted, lower: bound.lower });
    }
    const gaps = compared.filter(({ actual, lower }) => actual < lower);
    const derived = Object.fromEntries([
      ...compared.flatMap(({ area, actual, lower }) => [
        [`actual_${area.code}`, actual],
        [`lower_${area.code}`, lower],
      ]),
      ['hasGap', gaps.length > 0],
    ]);
    const [worst] = [...gaps, ...compared];
    return {
      outcome: gaps.length > 0 || missing.length > 0 ? 'FLAG' : 'PASS',
      ...(worst ? { measured: worst.actual, comparator: '>=' as const, threshold: worst.lower } : {}),
      unit: 'pharmacies',
      derived,
      ...(missing.length > 0 ? { missing } : {}),
      evidence: {
        areas: compared.map(({ area, actual, lower }) => ({
          code: area.code,
          name: area.name,
          role: `${actual} / ${lower}`,
        })),
      },
      uses: ['bounds', 'institutions'],
      reason: {
        zh: `${compared.map(({ area, actual, lower }) => `${area.name}实际 ${actual}，下限 ${lower}${actual < lower ? `，缺 ${lower - actual}` : ''}。`).join('')}${missing.length > 0 ? `缺少：${missing.map(({ zh }) => zh).join('、')}。` : ''}`,
        en: `${compared.map(({ area, actual, lower }) => `${area.name} has ${actual}, lower bound ${lower}${actual < lower ? `, ${lower - actual} short` : ''}.`).join(' ')}${missing.length > 0 ? ` Missing: ${missing.map(({ en }) => en).join(', ')}.` : ''}`.trim(),
      },
    };
  },
});

function areaOf(facts: Facts, name: 'street' | 'business_area' | 'county'): AreaFacts | null {
  if (name === 'street') return facts.street;
  return name === 'county' ? facts.county : facts.businessArea;
}

const NAMES = {
  street: { zh: '所属街道（乡镇）', en: 'street of the site' },
  business_area: { zh: '营业执照所属区域', en: 'area of the business licence' },
  county: { zh: '所在区市县', en: 'district of the site' },
} as const;
