import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

const groupId = z.string().regex(/^[a-z][a-z0-9_]*$/);
const localized = z.strictObject(localizedSchema.shape);

/** DL-C3: groups of institutions of which one comes before the other in a batch. */
export const priorityGroups = defineRuleKind({
  id: 'priority-groups',
  title: { zh: '优先顺序分组', en: 'Groups in order of priority' },
  description: {
    zh: '按类型序号归入优先组。分三组（同属紧缺专科的并列）或逐项五级；两种读法的批次结果不同的，转人工审核。',
    en: 'Groups by type number; either three groups (types of one group are equal) or every type a step of its own. Where the readings admit different applicants: manual review.',
  },
  parameters: z.strictObject({
    groups: z
      .array(
        z.strictObject({
          id: groupId.describe('Name that other rules read, e.g. scarce_specialty.'),
          title: localized,
          typeNos: z
            .array(z.int().min(1))
            .min(1)
            .describe(
              'Type numbers of the plan’s table, in the order of the text (five_steps: one after the other).',
            ),
        }),
      )
      .min(1)
      .describe('Groups, the first comes first.'),
    otherwise: z
      .strictObject({ id: groupId, title: localized })
      .describe('Group of every other type, always the last.'),
    claim: groupId
      .optional()
      .describe(
        'Ground or statement by which an institution of another type claims the first group → review.',
      ),
    confirmed: z
      .boolean()
      .default(false)
      .describe('The authority has confirmed the reading: batches no longer compare it with the other.'),
  }),
  options: { grouping: ['three_groups', 'five_steps'] },
  decides: true,
  evaluate: ({ parameters, application, facts, option }): RawFinding => {
    const typeNo = facts.type?.typeNo ?? null;
    if (typeNo === null)
      return {
        outcome: 'MANUAL_REVIEW',
        derived: { group: null, groupOrder: null },
        missing: [{ item: 'type_no', zh: '机构类型序号', en: 'type number of the institution' }],
        reason: {
          zh: '机构类别无法对应唯一类型序号，优先组需人工判定。',
          en: 'The licence category has no single type number: its priority group is for a person to decide.',
        },
      };
    const steps = parameters.groups.flatMap((group) =>
      option('grouping') === 'three_groups'
        ? [{ group, typeNos: group.typeNos }]
        : group.typeNos.map((no) => ({ group, typeNos: [no] })),
    );
    const index = steps.findIndex((step) => step.typeNos.includes(typeNo));
    const group = steps[index]?.group ?? parameters.otherwise;
    const [first] = parameters.groups;
    const { claim } = parameters;
    const claims =
      claim !== undefined &&
      (application.claims.some(({ ground }) => ground === claim) ||
        application.statements[claim]?.value === true);
    if (claims && group.id !== first?.id)
      return {
        outcome: 'MANUAL_REVIEW',
        measured: typeNo,
        unit: 'type number',
        derived: { group: null, groupOrder: null },
        missing: [
          {
            item: 'priority_group',
            zh: `是否属于${first?.title.zh}`,
            en: `whether it belongs to: ${first?.title.en}`,
          },
        ],
        reason: {
          zh: `类型 ${typeNo} 不在${first?.title.zh}之列，但申请主张属于该组，需人工判定。`,
          en: `Type ${typeNo} is not listed under ${first?.title.en}, which the application claims: for a person to decide.`,
        },
      };
    const groupOrder = index === -1 ? steps.length + 1 : index + 1;
    return {
      outcome: groupOrder === 1 ? 'PRIORITY' : 'FLAG',
      measured: groupOrder,
      unit: 'place of the group',
      derived: { group: group.id, groupOrder },
      uses: ['type_scheme'],
      reason: {
        zh: `类型 ${typeNo} 属于“${group.title.zh}”，优先顺序第 ${groupOrder}。`,
        en: `Type ${typeNo} belongs to "${group.title.en}", place ${groupOrder} in the order of priority.`,
      },
    };
  },
});
