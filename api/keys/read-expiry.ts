import { InvalidArgumentError } from 'commander';

/** A bare date holds to its end in Asia/Shanghai, which has no daylight saving. */
export function readExpiry(text: string): Date {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isDateTime = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const expiry = new Date(isDate ? `${text}T23:59:59.999+08:00` : text);
  const sameDay = !isDate || new Date(expiry.getTime() + 8 * 3_600_000).toISOString().startsWith(text);
  if ((!isDate && !isDateTime) || Number.isNaN(expiry.getTime()) || !sameDay)
    throw new InvalidArgumentError(
      'allowed: a date YYYY-MM-DD, or a date-time with zone as 2026-12-31T18:00:00+08:00.',
    );
  if (expiry.getTime() <= Date.now()) throw new InvalidArgumentError('it is in the past.');
  return expiry;
}
