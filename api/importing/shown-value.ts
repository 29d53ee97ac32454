const LONGEST = 200;

/** A value as a report shows it: structures as JSON, long texts cut; null for nothing. */
export function shownValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
