import type { Localized } from '../../localized.ts';
import type { AssessmentResult } from '../finding.ts';
import { OBSTACLES } from '../outcome.ts';
import type { BatchDecision } from './settlement.ts';

const SAYS: Readonly<Record<BatchDecision, Localized>> = {
  admitted: { zh: '本批次纳入评估、协商。', en: 'Admitted to evaluation and negotiation in this batch.' },
  waiting: {
    zh: '符合条件，进入床位排队，保持排序。',
    en: 'Admissible: it joins the queue for beds and keeps its place.',
  },
  not_selected: {
    zh: '符合条件，但本批次数量不足；不保留排位，可在以后批次重新申请。',
    en: 'Admissible, but the quantity of this batch does not suffice; no place is kept, it may apply again.',
  },
  refused: { zh: '不符合规划。', en: 'Does not meet the plan.' },
  review: { zh: '需人工审核。', en: 'For manual review.' },
};

/** Why a batch decides so: the decision and the findings that stand in the way. */
export function reasonOf(decision: BatchDecision, { findings, overall }: AssessmentResult): Localized {
  const obstacle = OBSTACLES.find((outcome) => outcome === overall);
  const rules = findings.filter((finding) => obstacle !== undefined && finding.outcome === obstacle);
  if (rules.length === 0) return SAYS[decision];
  const list = (language: 'zh' | 'en') =>
    rules.map(({ ruleId, reason }) => `${ruleId}: ${reason[language]}`).join(' ');
  return { zh: `${SAYS[decision].zh}${list('zh')}`, en: `${SAYS[decision].en} ${list('en')}` };
}

export const LEDGER_SHORT: Localized = {
  zh: '审核后可纳入，但台账中的有效释放量不足以扣减，需人工处理（如调剂或恢复）。',
  en: 'Admissible after review, but the ledger does not hold the quantity to be consumed: a transfer or a restoration comes first.',
};
