import { z } from 'zod';
import { answerSchema, defineAnalysis } from '../analysis.ts';
import { warningSchema } from '../answer-notes.ts';
import { networkOpener } from '../on-foot/network-of-question.ts';
import { checkProximity } from './check-proximity.ts';
import { proximityInput } from './proximity-input.ts';

const reason = z.object({ code: z.string(), zh: z.string(), en: z.string() });
const output = answerSchema(z.record(z.string(), z.unknown()), {
  verdict: z.enum(['conflict', 'clear', 'review']),
  reasons: z.array(reason),
  warnings: z.array(warningSchema),
  parameters: z.record(z.string(), z.unknown()),
  counted: z.object({
    within: z.number(),
    exempt: z.number(),
    uncertain: z.number(),
    lapsed: z.number(),
    untyped: z.number(),
    unplaced: z.number(),
    /** Only with metric=walk: near enough in a straight line, and a walk that cannot be measured, or is longer than the limit. */
    unmeasured: z.number().optional(),
    beyondOnFoot: z.number().optional(),
    truncated: z.boolean(),
    rule: z.object({ zh: z.string(), en: z.string() }),
  }),
  nearestBeyond: z
    .object({ institution_id: z.number(), name: z.string(), distance_m: z.number() })
    .nullable(),
  dataVersions: z.record(z.string(), z.unknown()).optional(),
  isSynthetic: z.boolean(),
});

/** DL-A2 and its kin: is a designated institution of the same type within the limit of a site? */
export const proximityCheck = defineAnalysis({
  id: 'proximity-check',
  title: { zh: '同类定点机构距离检查', en: 'Proximity check' },
  description: {
    zh: '检查某点在给定直线半径或步行距离内是否已有同类定点医药机构，列出全部距离；步行时附路线。',
    en: 'Whether a designated institution of the same type lies within a radius, or a walk, of a point, with every distance; walks come with their routes.',
  },
  input: proximityInput,
  output,
  run: (context, given) => checkProximity(context, given, networkOpener(context.db)),
});
