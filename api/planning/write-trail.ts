import type { Database } from '../db/database.ts';

/** Who writes, as audit rows record it (`key:<keyId>` or `cli:<user>`), and in which request. */
export interface WriteTrail {
  readonly actor: string;
  readonly requestId?: string;
}

/** One audit row; call it in the transaction of the write. `action` is a verb, `entity` the table. */
export async function writeAudit(
  tx: Database,
  trail: WriteTrail,
  change: {
    readonly action: string;
    readonly entity: string;
    readonly entityId: string;
    readonly details?: object;
  },
): Promise<void> {
  await tx.kysely
    .insertInto('audit_log')
    .values({
      actor: trail.actor,
      action: change.action,
      entity: change.entity,
      entity_id: change.entityId,
      request_id: trail.requestId ?? null,
      details: JSON.stringify(change.details ?? {}),
    })
    .execute();
}
