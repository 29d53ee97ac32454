import type { Application } from '../../application.ts';
import type { Facts } from '../../facts.ts';
import type { Missing } from '../../finding.ts';
import { servicesInForce } from '../place/designation-of.ts';
import type { PharmacyKind } from './pharmacy-kind.ts';

/** Is the applicant itself among the pharmacies of a kind that are counted? */
export function isAmongCounted(facts: Facts, asOf: string, kind: PharmacyKind): boolean {
  const held = servicesInForce(facts.applicant, asOf);
  return facts.applicant?.kind === 'pharmacy' && (kind === 'all' ? held.length > 0 : held.includes(kind));
}

/** Does it give up a place of the kind by moving? Where that place may lie in the area, it cannot count against itself. */
export function givesUpPlace(
  { purpose }: Application,
  facts: Facts,
  asOf: string,
  kind: PharmacyKind,
): boolean {
  return purpose === 'relocation' && isAmongCounted(facts, asOf, kind);
}

/** Whether the old place of one that moves counts is for a person. */
export const OWN_PLACE: Missing = {
  item: 'own_place',
  zh: '迁址药店原有的一家是否仍计入',
  en: 'whether the old place of the pharmacy that moves still counts',
};
