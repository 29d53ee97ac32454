import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { datedNumberSchema, findNumberInForce } from './dated-parameter.ts';

/** XA-7: a total that the authority fixes for the city. */
export const totalControl = defineRuleKind({
  id: 'total-control',
  title: { zh: '总量控制', en: 'Total fixed by the authority' },
  description: {
    zh: '主管部门确定的总数内的通过（含本申请），已满的不符合；总数或现有数未录入的人工审核。',
    en: 'Passes while the present number and this application stay within the total that the authority has fixed; fails when it is full. Without the total or the present number: manual review.',
  },
  parameters: z.strictObject({
    total: datedNumberSchema.describe('Largest number of institutions in the city.'),
  }),
  decides: true,
  evaluate: ({ parameters, application: { kind, service }, facts, asOf }): RawFinding => {
    const total = findNumberInForce(parameters.total, facts, asOf);
    const present = facts.designatedByService?.[`${kind}:${service}`] ?? null;
    const areaCode = facts.city ? { areaCode: facts.city.code } : {};
    const missing = [
      ...(total.value === null
        ? [
            {
              item: parameters.total.parameter,
              ...areaCode,
              zh: '主管部门确定的总数',
              en: 'total fixed by the authority',
            },
          ]
        : []),
      ...(present === null
        ? [
            {
              item: 'designated_by_service',
              ...areaCode,
              zh: '现有定点数',
              en: 'number designated at present',
            },
          ]
        : []),
    ];
    const uses = ['parameters', 'institutions'];
    if (total.value === null || present === null)
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `实行总量控制，但缺少${missing.map(({ zh }) => zh).join('、')}。`,
          en: `The number is controlled, but ${missing.map(({ en }) => en).join(' and ')} is missing.`,
        },
        missing,
        uses,
      };
    const isFull = present + 1 > total.value;
    return {
      outcome: isFull ? 'FAIL' : 'PASS',
      measured: present + 1,
      comparator: '<=',
      threshold: total.value,
      unit: 'institutions',
      reason: {
        zh: `现有 ${present} 家，总数控制 ${total.value} 家，${isFull ? '已满' : '尚有名额'}。`,
        en: `${present} are designated of ${total.value}: ${isFull ? 'none is left' : 'there is room'}.`,
      },
      ...(total.document ? { evidence: { documents: [total.document] } } : {}),
      uses,
    };
  },
});
