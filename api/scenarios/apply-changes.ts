import { findInstitutionsToExclude } from '../analyses/proximity-check/queries.ts';
import { todayInShanghai } from '../dates.ts';
import type { Database } from '../db/database.ts';
import { type InputIssue, InvalidInputError } from '../errors.ts';
import { DEFAULT_TYPE_SCHEME, getTypeScheme } from '../policy/load-type-schemes.ts';
import { matchType } from '../policy/type-scheme.ts';
import type { Addition, Change, Move, Removal } from './changes.ts';
import * as queries from './scenario-queries.ts';
import { siteOf } from './site-of-change.ts';

/** Ids of what a scenario adds begin here: far above those of the register, within what JSON keeps exactly. */
const FIRST_ID = 900_000_000_000_001;

/** One change as it was carried out. */
export interface AppliedChange {
  readonly op: Change['op'];
  readonly institutionId: number;
  readonly name: string;
  readonly typeNo: number | null;
  /** Agreements taken away by a removal. */
  readonly ended?: readonly string[];
}

/**
 * Carries the changes out in the transaction of `tx`, which the caller must roll back. Throws InvalidInputError with one issue
 * for each change that cannot be made: an unknown institution, one that is changed twice, an agreement that does not exist.
 */
export async function applyChanges(tx: Database, changes: readonly Change[]): Promise<AppliedChange[]> {
  const known = await findNamed(tx, changes);
  const added = changes.flatMap((change, index) =>
    change.op === 'add' ? [describeAddition(change, index)] : [],
  );
  const removals = changes.flatMap((change, index) =>
    change.op === 'remove' ? [{ change, index, found: known[index] as Named }] : [],
  );
  const moves = changes.flatMap((change, index) =>
    change.op === 'move' ? [{ change, index, found: known[index] as Named }] : [],
  );
  await add(tx, added);
  const ended = await remove(tx, removals);
  await move(tx, moves);
  const placed = [...added.map(({ id }) => id), ...moves.map(({ found }) => found.institution_id)];
  if (placed.length > 0)
    await queries.locateInstitutions(tx, {
      institutionIds: placed,
      areasOn: todayInShanghai(),
      // Without it a pharmacy could belong to any district by its licence, and every class near its bound would be open.
      licensedThere: added.flatMap(({ id, row }) => (row.kind === 'pharmacy' ? [id] : [])),
    });
  return [
    ...added.map(({ id, row }) => ({
      op: 'add' as const,
      institutionId: id,
      name: row.name,
      typeNo: row.type_no,
    })),
    ...removals.map(({ found }) => ({
      op: 'remove' as const,
      ...shown(found),
      ended: ended.get(found.institution_id) ?? [],
    })),
    ...moves.map(({ found }) => ({ op: 'move' as const, ...shown(found) })),
  ];
}

type Named = Awaited<ReturnType<typeof findInstitutionsToExclude>>[number];

function shown({ institution_id, name, type_no }: Named) {
  return { institutionId: institution_id, name, typeNo: type_no };
}

/** The institution that each change names, by the place of the change. */
async function findNamed(tx: Database, changes: readonly Change[]): Promise<(Named | undefined)[]> {
  const names = changes.map((change) => (change.op === 'add' ? null : change.institution));
  const asked = [...new Set(names.filter((name) => name !== null))];
  const rows = asked.length > 0 ? await findInstitutionsToExclude(tx, { names: asked }) : [];
  const byName = new Map(rows.map((row) => [row.given, row]));
  const issues: InputIssue[] = [];
  const first = new Map<number, number>();
  const found = names.map((name, index) => {
    if (name === null) return undefined;
    const row = byName.get(name);
    const field = `changes.${index}.institution`;
    if (!row) {
      issues.push({
        field,
        value: name,
        reason: 'no institution has this code or id',
        allowed: 'the code of an institution, or its id as id:123',
      });
      return undefined;
    }
    const earlier = first.get(row.institution_id);
    if (earlier !== undefined)
      issues.push({ field, value: name, reason: `is changed already by changes.${earlier}` });
    first.set(row.institution_id, index);
    return row;
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
  return found;
}

function describeAddition(change: Addition, index: number) {
  const site = siteOf(change, index);
  const scheme = getTypeScheme(DEFAULT_TYPE_SCHEME);
  const typeNo = change.kind === 'medical' ? matchType(scheme, change.category ?? null).typeNo : null;
  const id = FIRST_ID + index;
  const row = {
    id,
    source_id: String(index + 1),
    name: change.name,
    kind: change.kind,
    category: change.category ?? null,
    type_scheme: typeNo === null ? null : scheme.id,
    type_no: typeNo,
    lon: site.lon,
    lat: site.lat,
    crs: site.givenCrs,
    accuracy_m: change.accuracyM,
    verified: change.verified,
  };
  return { id, row, change };
}

async function add(tx: Database, added: readonly ReturnType<typeof describeAddition>[]): Promise<void> {
  if (added.length === 0) return;
  await queries.addInstitutions(tx, { institutions: JSON.stringify(added.map(({ row }) => row)) });
  const agreements = added.flatMap(({ id, change }) =>
    [...new Set(change.services)].map((service) => ({ id, service })),
  );
  await queries.addDesignations(tx, {
    institutionIds: agreements.map(({ id }) => id),
    services: agreements.map(({ service }) => service),
  });
  const beds = added.flatMap(({ id, change }) =>
    Object.entries(change.beds ?? {}).map(([category, count]) => ({ id, category, count })),
  );
  if (beds.length > 0)
    await queries.addBeds(tx, {
      institutionIds: beds.map(({ id }) => id),
      categories: beds.map(({ category }) => category),
      beds: beds.map(({ count }) => count),
    });
}

interface NamedChange<C> {
  readonly change: C;
  readonly index: number;
  readonly found: Named;
}

/** Services taken away, by institution. */
async function remove(
  tx: Database,
  removals: readonly NamedChange<Removal>[],
): Promise<Map<number, string[]>> {
  const ended = new Map<number, string[]>();
  if (removals.length === 0) return ended;
  const wanted = removals.flatMap(({ change, found }) =>
    (change.closes ? [null] : (change.services ?? [null])).map((service) => ({
      id: found.institution_id,
      service,
    })),
  );
  const rows = await queries.endDesignations(tx, {
    institutionIds: wanted.map(({ id }) => id),
    services: wanted.map(({ service }) => service),
  });
  for (const { institution_id: id, service } of rows)
    ended.set(id, [...new Set([...(ended.get(id) ?? []), service])].sort());
  const issues = removals.flatMap(({ change, index, found }) =>
    (change.services ?? []).flatMap((service) =>
      ended.get(found.institution_id)?.includes(service)
        ? []
        : [
            {
              field: `changes.${index}.services`,
              value: service,
              reason: 'there is no such agreement to end',
            },
          ],
    ),
  );
  if (issues.length > 0) throw new InvalidInputError(issues);
  const closed = removals.filter(({ change }) => change.closes).map(({ found }) => found.institution_id);
  if (closed.length > 0) await queries.closeInstitutions(tx, { institutionIds: closed });
  return ended;
}

async function move(tx: Database, moves: readonly NamedChange<Move>[]): Promise<void> {
  if (moves.length === 0) return;
  const sites = moves.map(({ change, index }) => siteOf(change, index));
  await queries.moveInstitutions(tx, {
    institutionIds: moves.map(({ found }) => found.institution_id),
    lons: sites.map(({ lon }) => lon),
    lats: sites.map(({ lat }) => lat),
    crs: sites.map(({ givenCrs }) => givenCrs),
    accuraciesM: moves.map(({ change }) => change.accuracyM),
    verified: moves.map(({ change }) => change.verified),
  });
}
