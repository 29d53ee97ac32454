import { todayInShanghai } from '../../dates.ts';
import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../errors.ts';
import type { Application, Purpose } from '../../policy/application.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { positionOf } from '../applications/application-position.ts';
import { findType } from '../facts/find-type.ts';
import { insertInstitution } from './admission-queries.ts';

/** Purposes of an institution that is in the register already; all others may bring a new one. */
const OF_REGISTERED: readonly Purpose[] = [
  'relocation',
  'hospital_grade_change',
  'settlement_promotion',
  'add_service',
  'add_beds',
  'bed_conversion',
];

export interface DesignatedInstitution {
  readonly institutionId: number;
  readonly code: string | null;
  readonly name: string;
  readonly kind: string;
  /** True when it was entered now, from the application. */
  readonly isNew: boolean;
}

/**
 * The institution that is to be designated: the one named, else the applicant of the register, else a new one entered from
 * the application. A branch is a new institution of its own unless it is named. Throws NotFoundError, InvalidInputError when
 * none is named where one must be in the register, ConflictError for another kind.
 */
export async function institutionFor(
  tx: Database,
  plan: Plan,
  request: {
    readonly applicationId: string;
    readonly application: Application;
    readonly named: string | undefined;
    readonly newCode: string | undefined;
    readonly effectiveOn: string;
  },
): Promise<DesignatedInstitution> {
  const { application, named } = request;
  const own = application.applicant.institution;
  const isBranch = application.purpose === 'branch';
  const reference = named ?? (isBranch ? undefined : own);
  if (reference === undefined) {
    if (OF_REGISTERED.includes(application.purpose))
      throw new InvalidInputError([
        {
          field: 'institution',
          reason: `an application of purpose ${application.purpose} is of an institution in the register`,
          allowed: 'its code, or id:123',
        },
      ]);
    const parent = isBranch && own !== undefined ? await getInstitution(tx, own) : undefined;
    return enter(tx, plan, { ...request, parentId: parent?.institutionId ?? null, isBranch });
  }
  const found = await getInstitution(tx, reference);
  if (found.kind !== application.kind && !(isCare(found.kind) && isCare(application.kind)))
    throw new ConflictError(`${found.name} is a ${found.kind}, the application is of a ${application.kind}`);
  return found;
}

const isCare = (kind: string) => kind.startsWith('ltc_');

/** An institution by code, or by `id:123`. Throws NotFoundError. Its row is locked until the transaction ends. */
export async function getInstitution(tx: Database, reference: string): Promise<DesignatedInstitution> {
  const [, id] = /^id:(\d{1,15})$/.exec(reference) ?? [];
  const row = await tx.kysely
    .selectFrom('institution')
    .select(['institution_id', 'code', 'name', 'kind'])
    .where((eb) => (id === undefined ? eb('code', '=', reference) : eb('institution_id', '=', Number(id))))
    .forUpdate()
    .executeTakeFirst();
  if (!row)
    throw new NotFoundError(`there is no institution ${reference}`, [
      {
        field: 'institution',
        value: reference,
        reason: 'is not in the register',
        allowed: 'a code, or id:123',
      },
    ]);
  return { institutionId: row.institution_id, code: row.code, name: row.name, kind: row.kind, isNew: false };
}

async function enter(
  tx: Database,
  plan: Plan,
  request: {
    readonly applicationId: string;
    readonly application: Application;
    readonly newCode: string | undefined;
    readonly effectiveOn: string;
    readonly parentId: number | null;
    readonly isBranch: boolean;
  },
): Promise<DesignatedInstitution> {
  const { application, newCode } = request;
  if (newCode !== undefined) await refuseKnownCode(tx, newCode);
  const position = positionOf(application);
  // Only the plan's own table gives types; a table that merely hints would turn a hint into a fact.
  const type = plan.typeScheme === null ? null : findType(plan, application);
  const [row] = await insertOnce(tx, newCode, {
    applicationId: request.applicationId,
    code: newCode ?? null,
    name: application.applicant.name,
    kind: application.kind,
    category: application.category ?? null,
    typeScheme: type?.typeNo == null ? null : type.scheme,
    typeNo: type?.typeNo ?? null,
    lon: position?.lon ?? null,
    lat: position?.lat ?? null,
    sourceCrs: position?.sourceCrs ?? null,
    accuracyM: position?.accuracyM ?? 0,
    isVerified: position?.isVerified ?? false,
    authority: application.licence?.authority ?? null,
    authorityLevel: application.licence?.authorityLevel ?? null,
    licensingAreaCode: application.licence?.areaCode ?? null,
    businessAreaCode: application.businessLicenceAreaCode ?? null,
    managementArea: application.managementArea ?? null,
    parentId: request.parentId,
    isBranch: request.isBranch,
    from: request.effectiveOn,
    areasOn: todayInShanghai(),
  });
  if (!row) throw new Error('the institution was not entered');
  return {
    institutionId: row.institution_id,
    code: newCode ?? null,
    name: application.applicant.name,
    kind: application.kind,
    isNew: true,
  };
}

/** Somebody else may enter the same code at the same time: then this one is told, as if it had come later. */
async function insertOnce(
  tx: Database,
  newCode: string | undefined,
  institution: Parameters<typeof insertInstitution>[1],
) {
  try {
    return await insertInstitution(tx, institution);
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === '23505';
    if (isTaken && newCode !== undefined) throw codeIsTaken(newCode, 'another institution');
    throw error;
  }
}

async function refuseKnownCode(tx: Database, code: string): Promise<void> {
  const known = await tx.kysely
    .selectFrom('institution')
    .select('name')
    .where('code', '=', code)
    .executeTakeFirst();
  if (known) throw codeIsTaken(code, known.name);
}

function codeIsTaken(code: string, name: string): ConflictError {
  return new ConflictError(`the code ${code} is that of ${name}`, [
    {
      field: 'newCode',
      value: code,
      reason: 'is taken',
      allowed: 'institution to name the one that has it',
    },
  ]);
}
