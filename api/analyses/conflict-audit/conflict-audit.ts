import { z } from 'zod';
import { answerSchema, defineAnalysis } from '../analysis.ts';
import { answerMembers } from '../answer-notes.ts';
import { resolveMetric } from '../metric-input.ts';
import { auditInput } from './audit-input.ts';
import { auditOnFoot } from './audit-on-foot.ts';
import { auditStraight } from './audit-straight.ts';

/** `review` and `straight` only with metric=walk. */
const counted = z.object({
  conflict: z.number(),
  uncertain: z.number(),
  review: z.number().optional(),
  straight: z.number().optional(),
});
const output = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  summary: z
    .object({
      pairs: counted.extend({ total: z.number() }),
      byType: z.array(counted.extend({ type_no: z.number() })),
      byStreet: z.array(
        counted.extend({
          code: z.string().nullable(),
          name: z.string().nullable(),
          county: z.string().nullable(),
        }),
      ),
      streets: z.number(),
      /** Only with metric=walk: the pairs within the limit in a straight line, and what the walk says of them. */
      straight: z.object({ conflict: z.number(), uncertain: z.number(), total: z.number() }).optional(),
      beyondOnFoot: z.number().optional(),
      reviewBy: z
        .object({
          not_snapped: z.number(),
          no_path: z.number(),
          contradictory: z.number(),
          off_street: z.number(),
        })
        .optional(),
    })
    .nullable(),
  nextAfter: z.string().nullable(),
});

/** DL-A2 over what exists: every pair of designated institutions of one type (or kind) that stand within the limit of each other. */
export const conflictAudit = defineAnalysis({
  id: 'conflict-audit',
  title: { zh: '同类定点机构间距普查', en: 'Conflict audit' },
  description: {
    zh: '列出直线或步行限值距离内的全部同类定点机构对（一端在所选区域内即计入），并按类型、街道统计。',
    en: 'Every pair of designated institutions of the same type within a limit of each other, in a straight line or on foot (at least one end in the area), counted by type and street.',
  },
  input: auditInput,
  output,
  run: ({ db, signal }, given, progress) => {
    const metric = resolveMetric(given);
    return metric.metric === 'walk'
      ? auditOnFoot(db, given, metric, { signal, progress })
      : auditStraight(db, given, metric.limitM);
  },
});
