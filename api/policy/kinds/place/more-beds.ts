import type { Application } from '../../application.ts';
import type { Facts } from '../../facts.ts';
import type { Missing } from '../../finding.ts';

/**
 * Beds asked for beyond those that the applicant has: what exempts a move or a change of grade does not cover them.
 * Null where none are asked for or they do not exceed its own; designated beds that nobody knows may be fewer.
 */
export function findMoreBeds({ beds }: Application, { applicant }: Facts): Missing | null {
  const asked = sum(beds ?? {});
  if (asked === 0) return null;
  const own = applicant?.designatedBeds ?? {};
  if (Object.keys(own).length === 0)
    return { item: 'designated_beds', zh: '原有定点床位数', en: 'beds that it is designated for now' };
  const held = sum(own);
  if (asked <= held) return null;
  return {
    item: 'more_beds',
    zh: `申请床位 ${asked} 张多于原有定点床位 ${held} 张，增加部分不在此列`,
    en: `${asked} beds are asked for, ${held} are designated: the additional ones are not covered`,
  };
}

function sum(beds: Readonly<Record<string, number | undefined>>): number {
  return Object.values(beds).reduce<number>((total, quantity) => total + (quantity ?? 0), 0);
}
