import { z } from 'zod';
import type { Missing, RawFinding } from '../../finding.ts';
import { keyName, rankKeySchema } from '../../release/rank-key-schema.ts';
import { readRankKey } from '../../release/rank-keys.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-B4, DL-C4, DL-C5, DL-D7: the keys by which applicants of one batch are ordered. */
export const ranking = defineRuleKind({
  id: 'ranking',
  title: { zh: '同批次排序', en: 'Ranking in a batch' },
  description: {
    zh: '列出本申请的排序依据。批次内按各依据依次比较（不四舍五入）；缺少任一依据的转人工审核，不排在末位；全部相同的并列显示并转人工审核，绝不按编号排序。',
    en: 'Shows the keys of the application. A batch compares them one after the other, unrounded; a missing key is a matter for review, not the last place; equal in all keys is shown as a tie, never ordered by id.',
  },
  parameters: z.strictObject({
    poolLevel: z
      .enum(['city', 'county', 'any'])
      .default('any')
      .describe('Level of the pool (authority that licensed) whose applicants are compared by these keys.'),
    keys: z
      .array(rankKeySchema)
      .min(1)
      .refine((keys) => new Set(keys.map(keyName)).size === keys.length, { message: 'a key stands twice' })
      .describe('Keys, the first counts first.'),
  }),
  decides: true,
  refersTo: ({ keys }) => keys.flatMap((key) => (key.key === 'support_category' ? [key.rule] : [])),
  evaluate: ({ parameters, application, facts, resultOf }): RawFinding => {
    const isInBatch = facts.earlierInBatch.procedureId !== undefined;
    const level = facts.licensingLevel;
    if (parameters.poolLevel !== 'any') {
      if (level === null || level === 'province') return unknownLevel(isInBatch, level);
      if (level !== parameters.poolLevel) return otherLevel(level);
    }
    const keys = parameters.keys.map((key) => ({
      name: keyName(key),
      ...readRankKey(key, application, facts, resultOf),
    }));
    const missing = keys.flatMap((key) => ('missing' in key ? [key.missing] : []));
    const derived = Object.fromEntries(keys.map((key) => [key.name, 'value' in key ? key.value : null]));
    const list = (language: 'zh' | 'en') =>
      keys.map((key) => `${key.name}: ${'value' in key ? key.value : key.missing[language]}`).join('; ');
    if (missing.length === 0)
      return {
        outcome: 'FLAG',
        derived,
        uses: USES,
        reason: { zh: `排序依据：${list('zh')}。`, en: `Ranking keys: ${list('en')}.` },
      };
    return {
      outcome: isInBatch ? 'MANUAL_REVIEW' : 'FLAG',
      derived,
      missing,
      uses: USES,
      reason: {
        zh: `排序依据不全，批次内转人工审核，不排在末位。缺少：${missing.map(({ zh }) => zh).join('、')}。`,
        en: `Ranking keys are missing, which in a batch is for review and not the last place: ${missing.map(({ en }) => en).join(', ')}.`,
      },
    };
  },
});

const USES = ['applications', 'institutions', 'areas', 'statistics', 'classifications'];

function otherLevel(level: 'city' | 'county'): RawFinding {
  return {
    outcome: 'NOT_APPLICABLE',
    derived: { licensingLevel: level },
    reason: {
      zh: `由${level === 'city' ? '市级' : '区市县'}部门审批，按另一条规则排序。`,
      en: `Licensed by a ${level} authority: ranked by another rule.`,
    },
  };
}

function unknownLevel(isInBatch: boolean, level: 'province' | null): RawFinding {
  const missing: Missing = {
    item: 'licensing_authority',
    zh: '审批部门级别（市级或区市县级）',
    en: 'level of the licensing authority (city or district)',
  };
  return {
    outcome: isInBatch ? 'MANUAL_REVIEW' : 'FLAG',
    derived: { licensingLevel: level },
    missing: [missing],
    reason: {
      zh: '审批部门不是市级或区市县级，或缺少该项，无法确定按哪条规则排序。',
      en: 'The licensing authority is unknown or neither of the city nor of a district: which ranking applies is open.',
    },
  };
}
