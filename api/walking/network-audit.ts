import type { Database } from '../db/database.ts';

/** Who changes a network, as audit rows record it, and in which request. */
export interface NetworkTrail {
  readonly actor: string;
  readonly requestId?: string;
}

/** One audit row about a network; call it in the transaction of the change. */
export async function auditNetwork(
  tx: Database,
  trail: NetworkTrail,
  action: 'activate' | 'retire' | 'remove' | 'replace',
  code: string,
  details: object = {},
): Promise<void> {
  await tx.kysely
    .insertInto('audit_log')
    .values({
      actor: trail.actor,
      action,
      entity: 'walk_network',
      entity_id: code,
      request_id: trail.requestId ?? null,
      details: JSON.stringify(details),
    })
    .execute();
}
