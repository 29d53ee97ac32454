import type { Application, Purpose } from '../../application.ts';
import type { Facts } from '../../facts.ts';
import type { Missing } from '../../finding.ts';
import { servicesInForce } from './designation-of.ts';

/** Purposes of somebody who is designated: what it must hold already. */
const PRESUPPOSES: Partial<Record<Purpose, 'any_service' | 'the_service'>> = {
  relocation: 'the_service',
  hospital_grade_change: 'any_service',
  settlement_promotion: 'any_service',
  add_service: 'any_service',
  add_beds: 'the_service',
  bed_conversion: 'the_service',
};

/**
 * What the register says against the application: a new designation for one that has it, a change of one that has none,
 * another kind. Rules choose by purpose and kind, so that a wrong one would leave limits unasked.
 */
export function listRegisterContradictions(application: Application, facts: Facts, asOf: string): Missing[] {
  const { purpose, service, kind } = application;
  const { applicant } = facts;
  const presupposed = PRESUPPOSES[purpose];
  if (!applicant)
    return presupposed
      ? [{ item: 'applicant_in_register', zh: '登记册中的申请机构', en: 'the applicant in the register' }]
      : [];
  const held = servicesInForce(applicant, asOf);
  const contradictions: (Missing | false)[] = [
    (purpose === 'new' || purpose === 'add_service') &&
      held.includes(service) && {
        item: 'purpose',
        zh: `登记册显示该机构已定点该项服务（${service}），与“新增”不符`,
        en: `the register shows it designated for ${service} already, which contradicts an addition`,
      },
    presupposed === 'any_service' &&
      held.length === 0 && {
        item: 'designation_of_applicant',
        zh: '登记册显示该机构当日不是定点机构',
        en: 'the register shows no designation in force on the date',
      },
    presupposed === 'the_service' &&
      !held.includes(service) && {
        item: 'designation_of_applicant',
        zh: `登记册显示该机构当日没有该项服务（${service}）的定点`,
        en: `the register shows no designation for ${service} in force on the date`,
      },
    applicant.kind !== kind && {
      item: 'kind',
      zh: `登记册中的机构种类为 ${applicant.kind}，申请为 ${kind}`,
      en: `the register says kind ${applicant.kind}, the application ${kind}`,
    },
  ];
  return contradictions.filter((one) => one !== false);
}
