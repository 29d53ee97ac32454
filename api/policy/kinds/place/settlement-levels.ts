import type { Facts } from '../../facts.ts';

type Applicant = NonNullable<Facts['applicant']>;
export type SettlementLevel = Applicant['grades'][number];

/** I, II, III by rank; another text has none. */
export function rankOf(level: string | null): number | null {
  const rank = ['I', 'II', 'III'].indexOf(level ?? '');
  return rank === -1 ? null : rank + 1;
}

/** Settlement levels in the order in which they began; an unknown start comes first. */
export function listLevels(applicant: Applicant): SettlementLevel[] {
  return applicant.grades
    .filter(({ scale }) => scale === 'settlement_level')
    .sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
}

/** The level held on a date; the latest start wins where records overlap. */
export function levelOn(applicant: Applicant, date: string): SettlementLevel | undefined {
  return listLevels(applicant).findLast(
    ({ from, to }) => (from === null || from <= date) && (to === null || to >= date),
  );
}
