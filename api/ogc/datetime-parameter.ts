import { z } from 'zod';
import type { Period } from '../collections/item-query.ts';
import { todayInShanghai } from '../dates.ts';
import { InvalidInputError } from '../errors.ts';

const ALLOWED =
  'a date (2025-07-01), a time with zone (2025-07-01T00:00:00+08:00), or start/end where .. or nothing leaves a side open';
const dateSchema = z.iso.date();
const timeSchema = z.iso.datetime({ offset: true });

/**
 * Reads `datetime`: an instant, a calendar date, or an interval of these with `..` or nothing for an open side.
 * Validity is kept in calendar days of Asia/Shanghai, so an instant means its day there. Throws InvalidInputError.
 */
export function parseDatetime(text: string): Period {
  const refuse = (reason: string) =>
    new InvalidInputError([{ field: 'datetime', value: text, reason, allowed: ALLOWED }]);
  const parts = text.split('/');
  const [start = '', end = start] = parts;
  if (parts.length > 2) throw refuse('has more than one "/"');
  const day = (part: string): string | null => {
    if (parts.length === 2 && (part === '' || part === '..')) return null;
    const found = dayOf(part);
    if (found === undefined) throw refuse(`"${part}" is not a date or time`);
    return found;
  };
  const period = { from: day(start), to: day(end) };
  if (period.from !== null && period.to !== null && period.from > period.to)
    throw refuse('ends before it starts');
  return period;
}

function dayOf(part: string): string | undefined {
  if (dateSchema.safeParse(part).success) return part >= '0001' ? part : undefined;
  // RFC 3339 allows small letters and the leap second; a day is all that counts here.
  const time = part.toUpperCase().replace(/(T\d\d:\d\d):60/, '$1:59');
  if (!timeSchema.safeParse(time).success || !(time >= '0001')) return undefined;
  const instant = new Date(time);
  if (Number.isNaN(instant.getTime())) return undefined;
  // At the ends of the calendar the day in Shanghai would leave the four-digit years.
  if (time < '1000' || time >= '9999-12-31') return time.slice(0, 10);
  return todayInShanghai(instant);
}
