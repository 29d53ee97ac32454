import type { Facts } from '../../facts.ts';
import type { Waiting } from '../../facts-of-release.ts';

/** Those who wait before the applicant in a pool; all of them where it has no place of its own yet. */
export function listAhead(
  { queues, applicationId }: Pick<Facts, 'queues' | 'applicationId'>,
  poolKind: string,
  areaCode: string,
): Waiting[] {
  const waiting = queues.filter((entry) => entry.poolKind === poolKind && entry.areaCode === areaCode);
  const own = waiting.find((entry) => entry.applicationId === applicationId);
  return waiting.filter((entry) => own === undefined || entry.position < own.position);
}
