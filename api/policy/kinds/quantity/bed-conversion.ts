import { z } from 'zod';
import { BED_CATEGORIES } from '../../../vocabulary.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { countBeds, netConversion } from './beds-asked.ts';
import { forReview, notApplicable } from './for-review.ts';

/** DL-A13: existing beds turned into scarce ones need no release; only what goes beyond them does. */
export const bedConversion = defineRuleKind({
  id: 'bed-conversion',
  title: { zh: '现有床位转化', en: 'Conversion of existing beds' },
  description: {
    zh: '现有定点床位转为紧缺专科床位：净增为零时不使用释放量，条文未规定程序故转人工审核；净增部分按床位释放量规则判定。',
    en: 'Existing beds turned into scarce categories: no net growth needs no release (no procedure is given: review); growth goes by the bed rule.',
  },
  parameters: z.strictObject({
    supported: z
      .array(z.enum(BED_CATEGORIES))
      .min(1)
      .describe('Bed categories into which the plan supports conversion.'),
    bedRule: z
      .string()
      .optional()
      .describe('Rule that decides on the net growth, e.g. DL-C1; named in the reason.'),
  }),
  options: { without_procedure: ['review', 'priority'] },
  decides: true,
  evaluate: ({ parameters, application, option }): RawFinding => {
    if (application.purpose !== 'bed_conversion')
      return notApplicable({ zh: '不是床位转化申请。', en: 'No conversion of beds is asked for.' });
    const { bedConversion: conversion } = application;
    const net = netConversion(application);
    if (!conversion || net === null || countBeds(conversion.from) === 0 || countBeds(conversion.to) === 0)
      return forReview(
        { zh: '未说明转出和转入的床位数。', en: 'The beds given up and gained are not stated.' },
        [{ item: 'bed_conversion', zh: '转出和转入床位（分类别）', en: 'beds from and to, by category' }],
      );
    const supported: readonly string[] = parameters.supported;
    const others = Object.entries(conversion.to).filter(
      ([category, quantity]) => (quantity ?? 0) > 0 && !supported.includes(category),
    );
    const isSupported = others.length === 0;
    const base = {
      measured: net,
      comparator: '=' as const,
      threshold: 0,
      unit: 'beds net',
      derived: { netBeds: net, isSupported, hasPriority: isSupported },
    };
    if (!isSupported)
      return forReview(
        {
          zh: `转入类别 ${others.map(([category]) => category).join('、')} 不在规划支持转化的范围内。`,
          en: `The plan does not name conversion into ${others.map(([category]) => category).join(', ')}.`,
        },
        [],
        base,
      );
    if (net > 0)
      return forReview(
        {
          zh: `净增 ${net} 张床位，增量部分${parameters.bedRule ? `按 ${parameters.bedRule} ` : ''}判定；其余为转化，不使用释放量。`,
          en: `Net growth of ${net} beds, decided ${parameters.bedRule ? `by ${parameters.bedRule}` : 'by the bed rule'}; the rest is a conversion without release.`,
        },
        [],
        base,
      );
    return {
      ...base,
      outcome: net === 0 && option('without_procedure') === 'priority' ? 'PRIORITY' : 'MANUAL_REVIEW',
      reason:
        net === 0
          ? {
              zh: '转化受规划支持，净增为零，不使用也不产生释放量；条文未规定办理程序。',
              en: 'Supported by the plan; no net growth, so no release is used or made. The text gives no procedure.',
            }
          : {
              zh: `转化后减少 ${-net} 张床位；继续定点机构减少床位不产生释放量，由人工核定。`,
              en: `${-net} beds fewer after the conversion; a reduction of a continuing institution makes no release. For a person to confirm.`,
            },
    };
  },
});
