import type { Localized } from '../../localized.ts';
import type { BatchApplicant } from './settlement.ts';

/**
 * Applications of one batch that ask for the same institution twice (a branch is another one): by its place in the register,
 * or where it has none by its name and site. Two admissions of one institution would use two places, so a person decides.
 */
export function findRepeated(applicants: readonly BatchApplicant[]): [string, Localized][] {
  const groups = new Map<string, string[]>();
  for (const applicant of applicants) {
    const key = keyOf(applicant);
    groups.set(key, [...(groups.get(key) ?? []), applicant.applicationId]);
  }
  return [...groups.values()]
    .filter((ids) => ids.length > 1)
    .flatMap((ids) =>
      ids.map((id): [string, Localized] => [id, repeated(ids.filter((other) => other !== id))]),
    );
}

function keyOf({ applicationId, application, facts }: BatchApplicant): string {
  const { applicant, purpose, site } = application;
  if (applicant.institution !== undefined && purpose !== 'branch')
    return `register:${facts.applicant?.institutionId ?? applicant.institution}`;
  return site ? JSON.stringify([applicant.name, site.lon, site.lat]) : `application:${applicationId}`;
}

function repeated(others: readonly string[]): Localized {
  return {
    zh: `同一机构在本批次内重复申请（另见 ${others.join('、')}），只能纳入一次，需人工确定以哪份为准。`,
    en: `The same institution applies more than once in this batch (also ${others.join(', ')}); it enters once at most, and a person decides by which application.`,
  };
}
