import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';
import type { Missing, RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { findDatedValue } from './dated-value.ts';

/** DL-A7: totals that are to decrease only, watched against their baselines; never an obstacle. */
export const totalsMonitor = defineRuleKind({
  id: 'totals-monitor',
  title: { zh: '总量只减不增监测', en: 'Totals that only decrease' },
  description: {
    zh: '将全市现有总量与基准日总量比较，高于基准的提示；仅作监测，不影响结论。',
    en: 'Compares the totals of the city on the date with their baselines and flags those above; monitoring only.',
  },
  parameters: z.strictObject({
    totals: z
      .array(
        z.strictObject({
          total: z
            .enum(['pooledInstitutions', 'inpatientBeds', 'pharmacies'])
            .describe('Total of the city on the date (institutions or beds).'),
          baseline: z
            .string()
            .regex(/^[a-z][a-z0-9_]*$/)
            .describe('Name of the dated parameter with the total of the reference date, in the same unit.'),
          title: z.strictObject(localizedSchema.shape),
        }),
      )
      .min(1)
      .describe('Totals that are to decrease only.'),
  }),
  decides: false,
  evaluate: ({ parameters, facts, asOf }): RawFinding => {
    const missing: Missing[] = [];
    const derived: NonNullable<RawFinding['derived']> = {};
    const documents: string[] = [];
    const compared: { zh: string; en: string; isAbove: boolean }[] = [];
    if (!facts.totals) missing.push({ item: 'totals', zh: '全市现有总量', en: 'present totals of the city' });
    for (const { total, baseline, title } of parameters.totals) {
      const base = findDatedValue(facts, asOf, baseline);
      const now = facts.totals?.[total];
      if (!base) missing.push({ item: baseline, zh: `${title.zh}的基准值`, en: `baseline of ${title.en}` });
      if (now !== undefined) derived[total] = now;
      if (!base || now === undefined) continue;
      derived[`${total}Baseline`] = base.value;
      derived[`${total}Growth`] = now - base.value;
      documents.push(base.document);
      const isAbove = now > base.value;
      compared.push({
        zh: `${title.zh} ${now}（基准 ${base.value}）`,
        en: `${title.en} ${now} (baseline ${base.value})`,
        isAbove,
      });
    }
    const above = compared.filter(({ isAbove }) => isAbove);
    const list = (language: 'zh' | 'en', separator: string) =>
      compared.map((entry) => entry[language]).join(separator);
    return {
      outcome: above.length > 0 || missing.length > 0 ? 'FLAG' : 'PASS',
      measured: above.length,
      comparator: '=',
      threshold: 0,
      unit: 'totals above baseline',
      derived,
      ...(missing.length > 0 ? { missing } : {}),
      evidence: { documents },
      uses: ['institutions', 'parameters'],
      reason: {
        zh: `${compared.length > 0 ? `${list('zh', '，')}；${above.length > 0 ? `${above.length} 项高于基准` : '均未高于基准'}。` : ''}${missing.length > 0 ? `缺少：${missing.map(({ zh }) => zh).join('、')}。` : ''}`,
        en: `${compared.length > 0 ? `${list('en', ', ')}; ${above.length > 0 ? `${above.length} above the baseline` : 'none above the baseline'}.` : ''}${missing.length > 0 ? ` Missing: ${missing.map(({ en }) => en).join(', ')}.` : ''}`.trim(),
      },
    };
  },
});
