import { z } from 'zod';
import type { Facts } from '../../facts.ts';
import type { Missing, RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { compareProducts } from './exact-product.ts';

const INDICATOR = 'cost_growth';

/** KF-A3, QD-3: a district whose medical cost grows faster than the city's adds with care. */
export const costGrowth = defineRuleKind({
  id: 'cost-growth',
  title: {
    zh: '医疗费用增长率高于全市的从严控制',
    en: 'Strict control where costs grow faster than the city',
  },
  description: {
    zh: '地点所在区县的医疗费用增长率高于全市总费用增长率的，从严控制，需人工审核（本身不否决）；相等或更低的通过。两个数须为同一时期。',
    en: 'Where the cost of the district of the site grows faster than the total of the city, new designations are under strict control: manual review, never a denial by itself. Equal or slower passes. Both figures must be of the same date.',
  },
  parameters: z.strictObject({}),
  decides: true,
  evaluate: ({ facts }): RawFinding => {
    const { county, city } = facts;
    const district = figureOf(county);
    const whole = figureOf(city);
    const areas = [county, city].flatMap((area, index) =>
      area ? [{ code: area.code, name: area.name, role: index === 0 ? 'district' : 'city' }] : [],
    );
    const base = { unit: 'ratio', uses: ['statistics'], evidence: { areas } };
    const missing = [
      ...(district === null ? [missingGrowth(county, '所在区县', 'of the district')] : []),
      ...(whole === null ? [missingGrowth(city, '全市', 'of the city')] : []),
    ];
    if (district === null || whole === null)
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `缺少${missing.map(({ zh }) => zh).join('、')}，无法判断是否从严控制。`,
          en: `Whether strict control applies cannot be told: ${missing.map(({ en }) => en).join(', ')} is missing.`,
        },
        missing,
      };
    const documents = [...new Set([district.document, whole.document])];
    const numbers = {
      ...base,
      evidence: { areas, documents },
      measured: district.value,
      comparator: '<=' as const,
      threshold: whole.value,
    };
    if (district.asOf !== whole.asOf)
      return {
        ...numbers,
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `区县增长率为 ${district.asOf}、全市为 ${whole.asOf} 的数据，时期不同，不能比较。`,
          en: `The growth of the district is of ${district.asOf}, that of the city of ${whole.asOf}: not comparable.`,
        },
        missing: [
          missingGrowth(district.asOf < whole.asOf ? county : city, '同一时期的', 'of the same date'),
        ],
      };
    const isFaster = compareProducts([district.value], [whole.value]) > 0;
    const shown = [district.value, whole.value].map((value) => `${(value * 100).toFixed(3)} %`);
    return {
      ...numbers,
      outcome: isFaster ? 'MANUAL_REVIEW' : 'PASS',
      derived: { strictControl: isFaster },
      reason: isFaster
        ? {
            zh: `区县医疗费用增长率 ${shown[0]} 高于全市 ${shown[1]}，从严控制新增，需人工审核。`,
            en: `The cost of the district grows by ${shown[0]}, faster than the city's ${shown[1]}: strict control, manual review.`,
          }
        : {
            zh: `区县医疗费用增长率 ${shown[0]} 不高于全市 ${shown[1]}。`,
            en: `The cost of the district grows by ${shown[0]}, not faster than the city's ${shown[1]}.`,
          },
    };
  },
});

function figureOf(area: Facts['city']) {
  const figure = area?.statistics[INDICATOR];
  return figure && !figure.isModelled ? figure : null;
}

function missingGrowth(area: Facts['city'], zh: string, en: string): Missing {
  return {
    item: INDICATOR,
    ...(area ? { areaCode: area.code } : {}),
    zh: `${zh}医疗费用增长率`,
    en: `growth of medical cost ${en}`,
  };
}
