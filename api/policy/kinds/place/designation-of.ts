import type { Facts } from '../../facts.ts';

type Applicant = NonNullable<Facts['applicant']>;

/** Services for which the applicant is designated on a date: active or suspended, first and last day included. */
export function servicesInForce(applicant: Applicant | null, date: string): string[] {
  return (applicant?.services ?? [])
    .filter(
      ({ status, from, to }) =>
        (status === 'active' || status === 'suspended') &&
        (from === null || from <= date) &&
        (to === null || to >= date),
    )
    .map(({ service }) => service);
}

/** First day on which the applicant was designated for any service; null = unknown or never. */
export function firstDesignatedOn(applicant: Applicant | null): string | null {
  const days = (applicant?.services ?? []).map(({ from }) => from);
  if (days.length === 0 || days.includes(null)) return null;
  return days.filter((day) => day !== null).sort()[0] ?? null;
}
