import { z } from 'zod';

const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** Today's calendar date in Asia/Shanghai, `YYYY-MM-DD`: the default of every `asOf`. */
export function todayInShanghai(now: Date = new Date()): string {
  return format.format(now);
}

/** A calendar date `YYYY-MM-DD` that exists (no 30 February, no year 0). */
export const dateSchema = z.iso.date().refine((day) => day >= '0001', { error: 'there is no year 0' });
