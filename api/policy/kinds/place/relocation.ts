import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { servicesInForce } from './designation-of.ts';
import { findMoreBeds } from './more-beds.ts';
import { movementOf } from './movement-of.ts';

const ground = z.enum([
  'natural_disaster',
  'demolition_or_requisition',
  'major_accident',
  'dangerous_building_demolition',
  'other_force_majeure',
]);

/** DL-F4: who moves applies anew, unless force majeure has taken the old address; what that lifts stands in the effects. */
export const relocation = defineRuleKind({
  id: 'relocation',
  title: { zh: '迁址', en: 'Relocation' },
  description: {
    zh: '迁址按新申请管理（提示）；所列不可抗力经核实的不作新申请（豁免）；未核实或未列明的不可抗力需人工审核。',
    en: 'A move is treated as a new application (flag); recognised force majeure, verified, is not (exempt); unverified or unnamed force majeure is manual review.',
  },
  parameters: z.strictObject({
    grounds: z.array(ground).min(1).describe('Kinds of force majeure that the plan names.'),
    needsDocument: z.boolean().default(true).describe('The evidence must name its document.'),
  }),
  decides: true,
  evaluate: ({ parameters: { grounds, needsDocument }, application, facts, asOf }): RawFinding => {
    const { relocation: claim, purpose } = application;
    // A new institution and a branch stand where they are set up; everybody else has an address to leave.
    const hasMoved =
      purpose === 'relocation' ||
      (purpose !== 'new' && purpose !== 'branch' && movementOf(application, facts) === 'moved');
    const movedM = facts.applicant?.movedM ?? null;
    if (!hasMoved)
      return { outcome: 'NOT_APPLICABLE', reason: { zh: '不涉及迁址。', en: 'No address is changed.' } };
    const base = {
      ...(movedM === null ? {} : { measured: movedM, unit: 'm' }),
      ...(claim?.document === undefined ? {} : { evidence: { documents: [claim.document] } }),
      uses: ['institutions'],
    };
    const derived = { relocationGround: claim?.ground ?? null };
    // The rules of quantity ask by purpose: a move under another name would pass them unasked.
    if (purpose !== 'relocation')
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: '申请地点与登记地址不同，申请事项却不是迁址；按新申请管理的数量规则未予判定。',
          en: 'The site differs from the registered address though the purpose is not a relocation; the rules of quantity for a new application were not asked.',
        },
        missing: [{ item: 'purpose', zh: '申请事项应为迁址', en: 'purpose relocation' }],
        derived: { ...derived, treatedAs: null },
      };
    if (claim === undefined || claim.ground === 'ordinary')
      return {
        ...base,
        outcome: 'FLAG',
        reason: {
          zh: '迁址，按新申请定点管理（数量、地域、评估均适用）。',
          en: 'A move is treated as a new application: quantity, area and evaluation all apply.',
        },
        derived: { ...derived, treatedAs: 'new_application' },
      };
    const name = GROUND_NAMES[claim.ground];
    const moreBeds = findMoreBeds(application, facts);
    const isNamed = grounds.some((one) => one === claim.ground) && claim.ground !== 'other_force_majeure';
    const open = [
      ...(isNamed
        ? []
        : [
            {
              item: 'force_majeure_recognised',
              zh: '该情形是否属不可抗力',
              en: 'whether this is force majeure',
            },
          ]),
      ...(servicesInForce(facts.applicant, asOf).length > 0
        ? []
        : [
            {
              item: 'applicant_in_register',
              zh: '原址定点登记',
              en: 'designation of the old address in the register',
            },
          ]),
      ...(moreBeds ? [moreBeds] : []),
      ...(needsDocument && claim.document === undefined
        ? [{ item: 'relocation_document', zh: '证明文件', en: 'document' }]
        : []),
      ...(claim.verified
        ? []
        : [{ item: 'relocation_verified', zh: '材料核实', en: 'verification of the evidence' }]),
    ];
    if (open.length > 0)
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `主张因${name.zh}迁址，待核实：${open.map(({ zh }) => zh).join('、')}。`,
          en: `The move is claimed to be forced by ${name.en}; still to be established: ${open.map(({ en }) => en).join(', ')}.`,
        },
        missing: open,
        derived: { ...derived, treatedAs: null },
      };
    return {
      ...base,
      outcome: 'EXEMPT',
      reason: {
        zh: `因${name.zh}原址无法继续使用，经核实，不按新申请管理；数量规则不适用，地域规则有冲突的人工审核。`,
        en: `The old address became unusable through ${name.en}, as verified: no new application; rules of quantity do not apply, a conflict of area is for a person to decide.`,
      },
      derived: { ...derived, treatedAs: 'continuation' },
    };
  },
});

const GROUND_NAMES = {
  natural_disaster: { zh: '自然灾害', en: 'a natural disaster' },
  demolition_or_requisition: { zh: '动迁征用', en: 'demolition or requisition' },
  major_accident: { zh: '重大事故', en: 'a major accident' },
  dangerous_building_demolition: { zh: '危房拆除', en: 'demolition of a dangerous building' },
  other_force_majeure: { zh: '其他不可抗力', en: 'other force majeure' },
} as const;
