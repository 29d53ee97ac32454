import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { notApplicable } from './for-review.ts';

/** DL-D8: classes change with the facts; a decision cites the published snapshot it rests on. */
export const classificationSnapshot = defineRuleKind({
  id: 'classification-snapshot',
  title: { zh: '类别动态调整与快照', en: 'Dated snapshots of the classes' },
  description: {
    zh: '列明所依据的已公布类别快照；没有快照或与现算结果不同的予以提示。',
    en: 'Cites the published snapshot of the class; flags that there is none, or that the present figures give another class.',
  },
  parameters: z.strictObject({
    bandRule: z.string().describe('Rule of kind saturation-band whose class is cited, e.g. DL-D1.'),
  }),
  decides: false,
  refersTo: ({ bandRule }) => [bandRule],
  evaluate: ({ parameters, resultOf }): RawFinding => {
    const result = resultOf(parameters.bandRule);
    if (result.outcome === 'NOT_APPLICABLE') return notApplicable(result.reason);
    const { computedClass = null, publishedClass = null, ...numbers } = result.derived ?? {};
    const { snapshotId = null, snapshotPublishedOn = null } = numbers;
    const base = {
      measured: publishedClass ?? computedClass,
      unit: 'class',
      derived: { computedClass, publishedClass, snapshotId, snapshotPublishedOn },
      uses: ['classifications', 'bounds', 'institutions'],
    };
    if (publishedClass === null)
      return {
        ...base,
        outcome: 'FLAG',
        missing: [
          { item: 'saturation_snapshot', zh: '已公布的类别快照', en: 'published snapshot of the class' },
        ],
        reason: {
          zh: `没有截至当日已公布的类别快照，${computedClass === null ? '也无法现算' : `按现算类别 ${computedClass} 判定`}。`,
          en: `No snapshot was published by the date; ${computedClass === null ? 'nor can the class be computed' : `the computed class ${computedClass} is used`}.`,
        },
      };
    const differs = computedClass !== null && computedClass !== publishedClass;
    return {
      ...base,
      outcome: 'FLAG',
      reason: {
        zh: `依据 ${snapshotPublishedOn} 公布的快照（${publishedClass}）。${differs ? `按现有数据为 ${computedClass}，应考虑更新快照。` : ''}`,
        en: `Rests on the snapshot published on ${snapshotPublishedOn} (${publishedClass}).${differs ? ` The present figures give ${computedClass}: a new snapshot is due.` : ''}`,
      },
    };
  },
});
