import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import { addDays } from '../../policy/calendar.ts';

/** An agreement for one service as the workflow writes it. */
export interface NewAgreement {
  readonly institutionId: number;
  readonly service: string;
  readonly from: string;
  readonly countsFrom: string | null;
  readonly coachingUntil: string | null;
  /** Last day of a temporary one. */
  readonly lapsesOn: string | null;
  readonly document: string;
  readonly planId: string;
  readonly applicationId: string;
}

/**
 * Writes an agreement and returns its id. What ended before (terminated, withdrawn) and is still recorded without an end
 * is closed the day before. Throws ConflictError when one runs already on a day of the new one.
 */
export async function insertAgreement(tx: Database, agreement: NewAgreement): Promise<number> {
  const { institutionId, service, from, lapsesOn } = agreement;
  const known = await tx.kysely
    .selectFrom('designation')
    .select(['designation_id', 'status', 'valid_from', 'valid_to'])
    .where('institution_id', '=', institutionId)
    .where('service', '=', service)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', from)]))
    .execute();
  for (const row of known) {
    if (lapsesOn !== null && row.valid_from !== null && row.valid_from > lapsesOn) continue;
    const isOver = row.status === 'terminated' || row.status === 'withdrawn';
    if (isOver && (row.valid_from === null || row.valid_from < from)) {
      await tx.kysely
        .updateTable('designation')
        .set({ valid_to: addDays(from, -1), updated_at: new Date() })
        .where('designation_id', '=', row.designation_id)
        .execute();
      continue;
    }
    throw new ConflictError(
      `the institution has an agreement for ${service} that is ${row.status} from ${row.valid_from ?? 'ever'} to ${row.valid_to ?? 'further notice'}`,
      [
        {
          field: 'effectiveOn',
          value: from,
          reason: 'lies in the period of another agreement for the service',
        },
      ],
    );
  }
  const { designation_id } = await tx.kysely
    .insertInto('designation')
    .values({
      institution_id: institutionId,
      service,
      status: 'active',
      valid_from: from,
      valid_to: lapsesOn,
      counts_from: agreement.countsFrom,
      coaching_until: agreement.coachingUntil,
      lapses_on: lapsesOn,
      document: agreement.document,
      plan_id: agreement.planId,
      application_id: agreement.applicationId,
    })
    .returning('designation_id')
    .executeTakeFirstOrThrow();
  return designation_id;
}

/** The agreement for a service that is in force on a day; null when there is none. */
export async function findAgreement(
  tx: Database,
  institutionId: number,
  service: string,
  on: string,
): Promise<number | null> {
  const row = await tx.kysely
    .selectFrom('designation')
    .select('designation_id')
    .where('institution_id', '=', institutionId)
    .where('service', '=', service)
    .where('status', 'in', ['active', 'suspended'])
    .where((eb) => eb.or([eb('valid_from', 'is', null), eb('valid_from', '<=', on)]))
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .executeTakeFirst();
  return row?.designation_id ?? null;
}
