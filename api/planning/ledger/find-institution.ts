import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';

export interface NamedInstitution {
  readonly institutionId: number;
  readonly name: string;
  readonly kind: string;
}

/** The institution of a code or `id:123`. Throws InvalidInputError. */
export async function findInstitution(db: Database, reference: string): Promise<NamedInstitution> {
  const [, id] = /^id:(\d{1,15})$/.exec(reference) ?? [];
  const row = await db.kysely
    .selectFrom('institution')
    .select(['institution_id', 'name', 'kind'])
    .$if(id !== undefined, (query) => query.where('institution_id', '=', Number(id)))
    .$if(id === undefined, (query) => query.where('code', '=', reference))
    .executeTakeFirst();
  if (row) return { institutionId: row.institution_id, name: row.name, kind: row.kind };
  throw new InvalidInputError([
    {
      field: 'institution',
      value: reference,
      reason: 'no institution of the register has it',
      allowed: 'the code of an institution, or id:123',
    },
  ]);
}
