import { z } from 'zod';

export const differenceSchema = z.object({
  path: z.string().describe('Place in the document, e.g. findings[DL-A2].outcome.'),
  stored: z.unknown().optional().describe('Absent: it was not there.'),
  now: z.unknown().optional().describe('Absent: it is no longer there.'),
});
export type Difference = z.output<typeof differenceSchema>;

/** Members by which items of lists are told apart; the first that an item has is its name. */
const NAMES = [
  'ruleId',
  'lotId',
  'annualPlanId',
  'institutionId',
  'snapshotId',
  'applicationId',
  'pharmacyKind',
] as const;

/**
 * What differs between two JSON documents, path by path, in the order of the documents; items of lists are compared by
 * their id where each has its own, else by place. At most `limit` differences.
 */
export function listDifferences(stored: unknown, now: unknown, limit = 500): Difference[] {
  const found: Difference[] = [];
  compare(stored, now, '', found, limit);
  return found;
}

function compare(stored: unknown, now: unknown, path: string, found: Difference[], limit: number): void {
  if (found.length >= limit || Object.is(stored, now)) return;
  const [before, after] = [membersOf(stored, now), membersOf(now, stored)];
  if (!before || !after) {
    found.push({
      path: path === '' ? '(all)' : path,
      ...(stored === undefined ? {} : { stored }),
      ...(now === undefined ? {} : { now }),
    });
    return;
  }
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const step = Array.isArray(stored) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    compare(before.get(key), after.get(key), step, found, limit);
  }
  const [order, orderNow] = [[...before.keys()], [...after.keys()]].map((keys) => keys.join(', '));
  const isReordered = before.size === after.size && [...before.keys()].every((key) => after.has(key));
  if (Array.isArray(stored) && isReordered && order !== orderNow && found.length < limit)
    found.push({ path: `${path}[order]`, stored: order, now: orderNow });
}

/** The members of a list or an object by name; undefined where the two are not both lists or both objects. */
function membersOf(value: unknown, other: unknown): Map<string, unknown> | undefined {
  if (value === null || typeof value !== 'object' || other === null || typeof other !== 'object')
    return undefined;
  if (Array.isArray(value) !== Array.isArray(other)) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const name = NAMES.find(
    (candidate) => isNamedBy(value, candidate) && isNamedBy(other as unknown[], candidate),
  );
  return new Map(
    value.map((item, index) => [
      name ? String((item as Record<string, unknown>)[name]) : String(index),
      item,
    ]),
  );
}

/** Whether every item has this member, each with a value of its own. */
function isNamedBy(items: readonly unknown[], name: string): boolean {
  const values = items.map((item) =>
    item !== null && typeof item === 'object' ? (item as Record<string, unknown>)[name] : undefined,
  );
  return (
    values.every((value) => typeof value === 'string' || typeof value === 'number') &&
    new Set(values).size === values.length
  );
}
