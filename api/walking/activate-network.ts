import type { Database } from '../db/database.ts';
import { ConflictError } from '../errors.ts';
import { auditNetwork, type NetworkTrail } from './network-audit.ts';
import { getNetwork } from './stored-networks.ts';

/** What an activation did. */
export interface Activation {
  readonly code: string;
  readonly area: string;
  /** False when it was active before. */
  readonly changed: boolean;
  /** Code of the version that served the area before; null when there was none or it is the same. */
  readonly retired: string | null;
}

/**
 * Makes a version the one that decides walking distances of its area; the one active there is retired in the same transaction.
 * Throws NotFoundError for an unknown code.
 */
export async function activateNetwork(db: Database, code: string, trail: NetworkTrail): Promise<Activation> {
  return db.transaction(async (tx) => {
    await holdNetworks(tx);
    const { networkId, area, isActive } = await getNetwork(tx, code);
    if (isActive) return { code, area, changed: false, retired: null };
    const before = await tx.kysely
      .updateTable('walk_network')
      .set({ is_active: false })
      .where('area', '=', area)
      .where('is_active', '=', true)
      .returning('code')
      .executeTakeFirst();
    await tx.kysely
      .updateTable('walk_network')
      .set({ is_active: true, activated_at: new Date() })
      .where('network_id', '=', networkId)
      .execute();
    const retired = before?.code ?? null;
    await auditNetwork(tx, trail, 'activate', code, { area, retired });
    return { code, area, changed: true, retired };
  });
}

/** Takes a version out of use; its area then has none. Throws NotFoundError for an unknown code. */
export async function retireNetwork(
  db: Database,
  code: string,
  trail: NetworkTrail,
): Promise<{ code: string; area: string; changed: boolean }> {
  return db.transaction(async (tx) => {
    await holdNetworks(tx);
    const { networkId, area, isActive } = await getNetwork(tx, code);
    if (!isActive) return { code, area, changed: false };
    await tx.kysely
      .updateTable('walk_network')
      .set({ is_active: false })
      .where('network_id', '=', networkId)
      .execute();
    await auditNetwork(tx, trail, 'retire', code, { area });
    return { code, area, changed: true };
  });
}

/** Deletes a version with its streets. Throws NotFoundError for an unknown code, ConflictError while it is active. */
export async function removeNetwork(
  db: Database,
  code: string,
  trail: NetworkTrail,
): Promise<{ code: string; area: string; edges: number }> {
  return db.transaction(
    async (tx) => {
      await holdNetworks(tx);
      const { networkId, area, edges, isActive } = await getNetwork(tx, code);
      if (isActive)
        throw new ConflictError(
          `the walking network ${code} is active in ${area}: activate another there or retire it first`,
        );
      await tx.kysely.deleteFrom('walk_network').where('network_id', '=', networkId).execute();
      await auditNetwork(tx, trail, 'remove', code, { area, edges });
      return { code, area, edges };
    },
    { timeoutMs: 0 },
  );
}

/** Makes changes of networks wait for one another until the transaction ends; readers go on. */
export async function holdNetworks(tx: Database): Promise<void> {
  await tx.script('lock table walk_network in share row exclusive mode');
}
