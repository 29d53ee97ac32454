import type { Database } from '../db/database.ts';
import { NotFoundError } from '../errors.ts';

/** What an activation did. */
export interface Activation {
  readonly code: string;
  readonly area: string;
  /** Code of the version that served the area before; null when there was none or it is the same. */
  readonly retired: string | null;
}

/**
 * Makes a version the one that decides walking distances of its area; the one active there is retired in the same transaction.
 * Throws NotFoundError for an unknown code.
 */
export async function activateNetwork(db: Database, code: string): Promise<Activation> {
  return db.transaction(async (tx) => {
    const { network_id, area, is_active } = await lockNetwork(tx, code);
    if (is_active) return { code, area, retired: null };
    const retired = await tx.kysely
      .updateTable('walk_network')
      .set({ is_active: false })
      .where('area', '=', area)
      .where('is_active', '=', true)
      .returning('code')
      .executeTakeFirst();
    await tx.kysely
      .updateTable('walk_network')
      .set({ is_active: true, activated_at: new Date() })
      .where('network_id', '=', network_id)
      .execute();
    return { code, area, retired: retired?.code ?? null };
  });
}

/** Takes a version out of use; its area then has none. Throws NotFoundError for an unknown code. */
export async function retireNetwork(
  db: Database,
  code: string,
): Promise<{ code: string; area: string; wasActive: boolean }> {
  return db.transaction(async (tx) => {
    const { network_id, area, is_active } = await lockNetwork(tx, code);
    await tx.kysely
      .updateTable('walk_network')
      .set({ is_active: false })
      .where('network_id', '=', network_id)
      .execute();
    return { code, area, wasActive: is_active };
  });
}

/** The head of a version, held against other changes until the transaction ends. Throws NotFoundError for an unknown code. */
export async function lockNetwork(
  tx: Database,
  code: string,
): Promise<{ network_id: number; area: string; is_active: boolean }> {
  // Two activations in one area wait for one another here: whichever comes second sees what the first has done.
  await tx.kysely.selectFrom('walk_network').select('network_id').orderBy('network_id').forUpdate().execute();
  const found = await tx.kysely
    .selectFrom('walk_network')
    .select(['network_id', 'area', 'is_active'])
    .where('code', '=', code)
    .executeTakeFirst();
  if (found) return found;
  const known = await tx.kysely.selectFrom('walk_network').select('code').orderBy('code').limit(50).execute();
  const allowed = known.map((row) => row.code).join(', ');
  throw new NotFoundError(`there is no walking network ${code}; known: ${allowed || 'none'}`, [
    {
      field: 'code',
      value: code,
      reason: 'there is no such walking network',
      ...(allowed ? { allowed } : {}),
    },
  ]);
}
