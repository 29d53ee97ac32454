import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { servicesInForce } from './designation-of.ts';

/** DL-F6: joining a medical alliance designates nobody; who is designated stays so. */
export const membership = defineRuleKind({
  id: 'membership',
  title: { zh: '医疗联合体成员', en: 'Members of medical alliances' },
  description: {
    zh: '新加入医联体的非定点单位不得直接纳入定点，须另行申请；已定点的成员保持不变。',
    en: 'A non-designated institution that joins an alliance is not designated by joining and must apply as others do; designated members stay designated.',
  },
  parameters: z.strictObject({}),
  decides: true,
  evaluate: ({ application, facts, asOf }): RawFinding => {
    if (application.purpose !== 'alliance_member')
      return {
        outcome: 'NOT_APPLICABLE',
        reason: { zh: '不涉及医联体成员变更。', en: 'No membership of an alliance is concerned.' },
      };
    const uses = ['institutions'];
    if (!facts.applicant)
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: '登记中没有该成员单位，无法确认其是否为定点机构。',
          en: 'The member is not in the register, so it is not known whether it is designated.',
        },
        missing: [{ item: 'applicant_in_register', zh: '成员单位的登记', en: 'the member in the register' }],
        uses,
      };
    const services = servicesInForce(facts.applicant, asOf);
    const derived = { designatedServices: services.join(',') };
    if (services.includes(application.service))
      return {
        outcome: 'PASS',
        reason: {
          zh: '该成员单位已是定点机构，资格不变。',
          en: 'The member is designated for this service already and stays so.',
        },
        derived,
        uses,
      };
    if (services.length > 0)
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `该成员单位已定点，但未开通所申请的服务（现有：${services.join('、')}），加入医联体不增加服务，应按增加服务申请。`,
          en: `The member is designated, but not for this service (now: ${services.join(', ')}); joining adds none: it should apply for the service.`,
        },
        missing: [{ item: 'purpose', zh: '申请事项应为增加服务', en: 'purpose add_service' }],
        derived,
        uses,
      };
    return {
      outcome: 'FAIL',
      reason: {
        zh: '非定点单位加入医联体不得直接纳入医保定点，应按新增定点申请。',
        en: 'A non-designated institution is not designated by joining an alliance; it may apply for a new designation.',
      },
      derived,
      uses,
    };
  },
});
