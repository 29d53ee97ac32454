import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import { addDays } from '../../policy/calendar.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { getArea } from '../dated-data/area-references.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { findEarlierLots, refuseSecondUse } from './earlier-lots.ts';
import { findInstitution, type NamedInstitution } from './find-institution.ts';
import { insertLots } from './insert-lots.ts';
import type { LotInput } from './ledger-inputs.ts';
import { type LedgerRules, ledgerRulesOf } from './ledger-of-plan.ts';
import { lockPools } from './lock-pools.ts';
import { describeLeaver } from './lot-queries.ts';
import { getLot, type LotAnswer } from './lots.ts';

/**
 * Adds one lot as a person enters it, valid as the plan says. The same lot again (institution, event, day and pool) gives the
 * stored one. Throws InvalidInputError; ConflictError when the same event stands with other content.
 */
export async function releaseByHand(
  db: Database,
  plans: Plans,
  input: LotInput,
  trail: WriteTrail,
): Promise<{ lot: LotAnswer; isCreated: boolean }> {
  const rules = ledgerRulesOf(plans, input.plan);
  const validTo = lastDay(rules, input);
  return db.transaction(async (tx) => {
    const area = await getArea(tx, { code: input.areaCode, level: input.areaLevel, on: input.on });
    if (area.level === 'street')
      throw new InvalidInputError([
        {
          field: 'areaCode',
          value: input.areaCode,
          reason: 'is a street; released quantities belong to a city, a county or a management area',
        },
      ]);
    const street = input.streetCode === undefined ? null : await streetOf(tx, input.streetCode, input.on);
    if (input.usage !== 'pool' && street === null)
      throw new InvalidInputError([
        { field: 'streetCode', reason: `is needed where usage is ${input.usage}` },
      ]);
    const institution = input.institution === undefined ? null : await findInstitution(tx, input.institution);
    refuseOtherKind(institution, input);
    const lot = {
      poolKind: input.poolKind,
      areaId: area.areaId,
      quantity: input.quantity,
      event: input.event,
      institutionId: institution?.institutionId ?? null,
      institutionName: institution?.name ?? input.institutionName ?? '',
      releasedOn: input.on,
      validTo,
      usage: input.usage,
      streetId: street,
      document: input.document,
    };
    await lockPools(tx, input.plan, [lot]);
    const same = await findSame(tx, input, lot);
    if (same) {
      const stored = await getLot(tx, same, input.on);
      refuseContradiction(stored, input, validTo);
      return { lot: stored, isCreated: false };
    }
    if (institution) await refuseOtherUse(tx, rules, institution.institutionId, input);
    const [lotId = ''] = await insertLots(tx, input.plan, [lot], trail);
    await writeAudit(tx, trail, {
      action: 'release',
      entity: 'release_lot',
      entityId: lotId,
      details: { ...input, validTo },
    });
    return { lot: await getLot(tx, lotId, input.on), isCreated: true };
  });
}

function lastDay({ validTo }: LedgerRules, input: LotInput): string {
  const byRule = validTo?.(input.on);
  const given = input.validTo;
  if (byRule !== undefined && given !== undefined && given !== byRule)
    throw new InvalidInputError([
      {
        field: 'validTo',
        value: given,
        reason: 'is not the last day that the plan gives',
        allowed: `${byRule}, or left out`,
      },
    ]);
  const last = byRule ?? given;
  if (last === undefined)
    throw new InvalidInputError([
      { field: 'validTo', reason: 'is required: the plan has no rule of validity' },
    ]);
  if (last < input.on)
    throw new InvalidInputError([
      {
        field: 'validTo',
        value: last,
        reason: 'is before the day of release',
        allowed: `${input.on} or later`,
      },
    ]);
  return last;
}

async function streetOf(tx: Database, code: string, on: string): Promise<number> {
  try {
    return (await getArea(tx, { code, level: 'street', on })).areaId;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError([{ field: 'streetCode', value: code, reason: 'no street has this code' }]);
  }
}

function refuseOtherKind(institution: NamedInstitution | null, { poolKind }: LotInput): void {
  if (!institution) return;
  const isPharmacyPool = poolKind.startsWith('pharmacy_');
  if ((institution.kind === 'pharmacy') === isPharmacyPool) return;
  throw new InvalidInputError([
    {
      field: 'poolKind',
      value: poolKind,
      reason: `${institution.name} is of the kind ${institution.kind}`,
      allowed: isPharmacyPool ? 'a pool of medical institutions' : 'a pool of pharmacies',
    },
  ]);
}

/** The same agreement, released by another event or on another day. */
async function refuseOtherUse(
  tx: Database,
  { events }: LedgerRules,
  institutionId: number,
  { plan, poolKind, on }: LotInput,
): Promise<void> {
  const earlier = await findEarlierLots(tx, plan, institutionId);
  const ofPool = earlier.filter((one) => one.pool_kind === poolKind);
  const [leaver] = await describeLeaver(tx, { institutionId, dayBefore: addDays(on, -1), on });
  const service = events?.rules.lots.find((one) => one.poolKind === poolKind)?.service;
  if (leaver) refuseSecondUse(ofPool, on, leaver, service);
}

async function findSame(
  tx: Database,
  input: LotInput,
  lot: { readonly institutionId: number | null; readonly institutionName: string; readonly areaId: number },
): Promise<string | undefined> {
  const rows = await tx.kysely
    .selectFrom('release_lot as l')
    .innerJoin('area as a', 'a.area_id', 'l.area_id')
    .select('l.lot_id')
    .where('l.plan_id', '=', input.plan)
    .where('l.pool_kind', '=', input.poolKind)
    .where('l.event', '=', input.event)
    .where('l.released_on', '=', input.on)
    .where('l.voided', '=', false)
    .$if(lot.institutionId !== null, (query) => query.where('l.institution_id', '=', lot.institutionId))
    .$if(lot.institutionId === null, (query) =>
      query
        .where('l.institution_id', 'is', null)
        .where('l.institution_name', '=', lot.institutionName)
        .where('a.code', '=', input.areaCode),
    )
    .orderBy('l.lot_id')
    .limit(1)
    .execute();
  return rows[0]?.lot_id;
}

function refuseContradiction(stored: LotAnswer, input: LotInput, validTo: string): void {
  const compared = [
    ['areaCode', stored.areaCode, input.areaCode],
    ['quantity', stored.quantity, input.quantity],
    ['validTo', stored.validTo, validTo],
    ['document', stored.document, input.document],
  ] as const;
  const different = compared.filter(([, before, now]) => before !== now);
  if (different.length === 0) return;
  throw new ConflictError(
    `the ${input.event} of ${input.on} was entered already as lot ${stored.lotId}`,
    different.map(([field, before, now]) => ({
      field,
      value: now,
      reason: `contradicts lot ${stored.lotId}, which has ${before}`,
      allowed: 'the same content; or a reversal of the lot’s release entry first',
    })),
  );
}
