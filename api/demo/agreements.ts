import type { Agreement, Service } from './institution.ts';
import type { Random } from './random.ts';

const date = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
const dayIn = (random: Random, firstYear: number, lastYear: number) =>
  date(random.whole(firstYear, lastYear), random.whole(1, 12), random.whole(1, 28));

/** Exempt institutions count in control quantities from the year after their designation. */
export const countsFrom = (designatedFrom: string) => `${Number(designatedFrom.slice(0, 4)) + 1}-01-01`;

/**
 * The agreement of one institution. Nearly all run; some are suspended, terminated, withdrawn, ran out, are temporary
 * or have not begun. Nothing changes between the reference date and the end of 2026, so that the guide's figures hold.
 */
export function drawAgreement(
  random: Random,
  services: readonly Service[],
  { exempt = false, temporary = true }: { exempt?: boolean; temporary?: boolean } = {},
): Agreement {
  const draw = random.next();
  if (draw < 0.02)
    return { services, status: 'suspended', from: date(2026, random.whole(1, 5), random.whole(1, 28)) };
  if (draw < 0.04) return { services, status: 'terminated', from: dayIn(random, 2023, 2025) };
  if (draw < 0.047) return { services, status: 'withdrawn', from: dayIn(random, 2023, 2025) };
  if (draw < 0.06)
    return { services, status: 'active', from: dayIn(random, 2012, 2018), to: dayIn(random, 2022, 2025) };
  if (temporary && draw < 0.066)
    return { services, status: 'active', from: date(2026, 2, 1), to: date(2026, 12, 31) };
  if (draw < 0.072) return { services, status: 'active', from: date(2027, random.whole(2, 6), 1) };
  const from = random.chance(0.06)
    ? date(2026, random.whole(1, 5), random.whole(1, 28))
    : dayIn(random, 2012, 2025);
  return { services, status: 'active', from, ...(exempt ? { countsFrom: countsFrom(from) } : {}) };
}

/** A practice or business licence is at least a year older than the agreement. */
export function drawLicenceDate(random: Random, agreement: Agreement | undefined): string {
  const latest = agreement ? Math.min(Number(agreement.from.slice(0, 4)), 2025) - 1 : 2024;
  return dayIn(random, Math.max(1996, latest - 12), latest);
}
