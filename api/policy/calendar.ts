/**
 * Calendar arithmetic on dates written `YYYY-MM-DD` (Asia/Shanghai days); no clock and no time zone enters. Every function
 * throws RangeError for a text that is not such a date.
 */

/** The same day number `months` later (or earlier), clamped to the last day of the month: 31 August + 6 = 28 or 29 February. */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return format(toYear, toMonth, Math.min(day, lastDayOf(toYear, toMonth)));
}

/** The date `days` later (or earlier). */
export function addDays(date: string, days: number): string {
  return new Date(utcOf(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return (utcOf(to) - utcOf(from)) / DAY_MS;
}

/** Calendar quarter of a date. */
export function quarterOf(date: string): { year: number; quarter: 1 | 2 | 3 | 4 } {
  const { year, month } = partsOf(date);
  return { year, quarter: Math.ceil(month / 3) as 1 | 2 | 3 | 4 };
}

/** Last day of the same quarter of the next year, 12 to 15 months after the date (下一年度同季度最后一日, DL-E3). */
export function endOfSameQuarterNextYear(date: string): string {
  const { year, quarter } = quarterOf(date);
  const month = quarter * 3;
  return format(year + 1, month, lastDayOf(year + 1, month));
}

/** Calendar year (自然年度) of a date. */
export function yearOf(date: string): number {
  return partsOf(date).year;
}

/** 1 January of the year after the date. */
export function startOfNextYear(date: string): string {
  return format(yearOf(date) + 1, 1, 1);
}

const DAY_MS = 86_400_000;

function partsOf(date: string): { year: number; month: number; day: number } {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) throw notADate(date);
  if (month < 1 || month > 12 || day < 1 || day > lastDayOf(year, month)) throw notADate(date);
  return { year, month, day };
}

function notADate(text: string): RangeError {
  return new RangeError(`${JSON.stringify(text)} is not a date YYYY-MM-DD`);
}

function utcOf(date: string): number {
  partsOf(date);
  return Date.parse(`${date}T00:00:00Z`);
}

function lastDayOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function format(year: number, month: number, day: number): string {
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
