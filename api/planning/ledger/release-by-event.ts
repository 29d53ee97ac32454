import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import { localizedSchema } from '../../localized.ts';
import { addDays } from '../../policy/calendar.ts';
import type { Plans } from '../../policy/load-plans.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { attributeRelease } from '../../policy/release/attribute-release.ts';
import { type LotsOfEvent, lotsOfEvent } from '../../policy/release/lots-of-event.ts';
import { getArea } from '../dated-data/area-references.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { findEarlierLots, keepEarlier } from './earlier-lots.ts';
import { findInstitution } from './find-institution.ts';
import { insertLots, type NewLot } from './insert-lots.ts';
import type { EventInput } from './ledger-inputs.ts';
import { type LedgerRules, ledgerRulesOf } from './ledger-of-plan.ts';
import { lockPools } from './lock-pools.ts';
import { describeLeaver, type Leaver } from './lot-queries.ts';
import { getLot, lotAnswer } from './lots.ts';
import { findStreetRule, useOfExit } from './use-of-exit.ts';

export const eventAnswer = z.strictObject({
  plan: z.string(),
  event: z.string(),
  institution: z.string(),
  institutionName: z.string(),
  on: z.string(),
  outcome: z.enum(['release', 'none']).describe('none: the event releases nothing; the reason says why.'),
  created: z.int().describe('Lots added now; 0 when the event was entered before or releases nothing.'),
  reason: localizedSchema,
  flags: z.array(localizedSchema).describe('What to look at.'),
  rules: z.array(z.string()).describe('Rules of the plan that were applied.'),
  lots: z.array(lotAnswer),
});
export type EventAnswer = z.output<typeof eventAnswer>;

/**
 * Enters what happened to a designated institution and adds the lots that the plan's rules make of it (DL-E1 to E3). The
 * same event again gives the lots of the first time. Throws InvalidInputError; ConflictError where data is missing (named,
 * never replaced by the location), where the event contradicts an earlier one, or is for a person to decide.
 */
export async function releaseByEvent(
  db: Database,
  plans: Plans,
  input: EventInput,
  trail: WriteTrail,
): Promise<EventAnswer> {
  const rules = ledgerRulesOf(plans, input.plan);
  const { events, attribution } = rules;
  if (!events || !attribution || !rules.validTo)
    throw new InvalidInputError([
      {
        field: 'event',
        value: input.event,
        reason: 'the plan does not say what an event releases, to which area and for how long',
        allowed: 'the lots entered by hand, with poolKind and quantity',
      },
    ]);
  return db.transaction(async (tx) => {
    const { institutionId } = await findInstitution(tx, input.institution);
    const dayBefore = addDays(input.on, -1);
    const [leaver] = await describeLeaver(tx, { institutionId, dayBefore, on: input.on });
    if (!leaver) throw new Error(`institution ${institutionId} vanished`);
    const levels = levelsOf(input, leaver);
    const result = lotsOfEvent(
      {
        type: input.event,
        on: input.on,
        ...(input.services ? { services: input.services } : {}),
        ...levels,
      },
      { kind: leaver.kind, services: leaver.services, designatedBeds: leaver.designated_beds },
      events.rules,
    );
    const answer = (
      lots: EventAnswer['lots'],
      created: number,
      flags: LotsOfEvent['flags'],
    ): EventAnswer => ({
      plan: input.plan,
      event: input.event,
      institution: leaver.code ?? `id:${leaver.institution_id}`,
      institutionName: leaver.name,
      on: input.on,
      outcome: lots.length > 0 ? 'release' : 'none',
      created,
      reason: result.reason,
      flags: [...flags],
      rules: [
        events.id,
        attribution.id,
        ...rules.plan.rules.filter((rule) => rule.kind === 'release-validity').map((rule) => rule.id),
      ],
      lots,
    });
    if (input.event === 'suspension' || input.event === 'name_change') return answer([], 0, result.flags);
    refuseOpenQuestions(input, leaver, result, dayBefore);
    if (result.lots.length === 0) return answer([], 0, [...result.flags, ...flagsOf(leaver, result)]);
    const { lots, flags } = await toNewLots(tx, rules, input, leaver, result, dayBefore);
    await lockPools(tx, input.plan, lots);
    const earlier = await findEarlierLots(tx, input.plan, institutionId);
    const { kept, missing } = await keepEarlier(tx, lots, earlier, leaver, result.lots);
    const added = await insertLots(tx, input.plan, missing, trail);
    if (added.length > 0)
      await writeAudit(tx, trail, {
        action: 'release',
        entity: 'release_lot',
        entityId: added.join(','),
        details: { ...input, lots: added },
      });
    const shown = [];
    for (const lotId of [...kept, ...added]) shown.push(await getLot(tx, lotId, input.on));
    return answer(shown, added.length, [...result.flags, ...flagsOf(leaver, result), ...flags]);
  });
}

function levelsOf(input: EventInput, { level_before, level_on }: Leaver) {
  if (input.event !== 'downgrade') return {};
  if (input.levelFrom !== undefined && level_before !== null && input.levelFrom !== level_before)
    throw new ConflictError(
      `the register has the settlement level ${level_before} on the day before, not ${input.levelFrom}`,
      [{ field: 'levelFrom', value: input.levelFrom, reason: `is ${level_before} in the register` }],
    );
  const from = input.levelFrom ?? level_before;
  const to = input.levelTo ?? level_on;
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** Everything that a person must clear first, told at once; nothing is then written. */
function refuseOpenQuestions(
  input: EventInput,
  leaver: Leaver,
  result: LotsOfEvent,
  dayBefore: string,
): void {
  if (leaver.services.length === 0)
    throw new ConflictError(`${leaver.name} has no agreement in force on ${dayBefore}`, [
      {
        field: 'on',
        value: input.on,
        reason: `the register has no agreement in force on the day before (${dayBefore})`,
        allowed: 'the day on which an agreement of the register ended',
      },
    ]);
  if (result.outcome === 'review')
    throw new ConflictError(
      `for a person to decide: ${result.reason.en} ${result.missing.map((one) => one.en).join('; ')}`.trim(),
      result.missing.length > 0
        ? result.missing.map((one) => ({ field: one.item, reason: `is missing: ${one.en} (${one.zh})` }))
        : [{ field: 'event', value: input.event, reason: `${result.reason.en} ${result.reason.zh}` }],
    );
  const temporary = result.lots.filter((lot) =>
    leaver.services.some((one) => one.service === lot.service && one.isTemporary),
  );
  if (temporary.length > 0)
    throw new ConflictError(
      'a temporary designation ends: whether that releases anything is for a person to decide',
      temporary.map((lot) => ({
        field: 'services',
        value: lot.service,
        reason: 'was designated only temporarily',
        allowed: 'a lot entered by hand with the document of the decision',
      })),
    );
}

function flagsOf(leaver: Leaver, { lots }: LotsOfEvent) {
  return leaver.services
    .filter((one) => one.runsOn && lots.some((lot) => lot.service === one.service))
    .map(({ service }) => ({
      zh: `登记中 ${service} 协议在此日之后仍生效，请导入其终止。`,
      en: `The register still has the agreement for ${service} in force after this day: import its end.`,
    }));
}

async function toNewLots(
  tx: Database,
  rules: LedgerRules,
  input: EventInput,
  leaver: Leaver,
  result: LotsOfEvent,
  dayBefore: string,
): Promise<{ lots: NewLot[]; flags: LotsOfEvent['flags'] }> {
  const areaId = await poolAreaOf(tx, rules, leaver, input.on);
  const flags: LotsOfEvent['flags'][number][] = [];
  const lots: NewLot[] = [];
  for (const { poolKind, quantity, service } of result.lots) {
    const use = await useOfExit(tx, {
      plan: rules.plan,
      poolKind,
      service,
      streetId: leaver.street_id,
      dayBefore,
    });
    if (use && input.usage === undefined) flags.push(use.reason);
    lots.push({
      poolKind,
      areaId,
      quantity,
      event: input.event as NewLot['event'],
      institutionId: leaver.institution_id,
      institutionName: leaver.name,
      releasedOn: input.on,
      validTo: rules.validTo?.(input.on) ?? input.on,
      usage: use ? (input.usage ?? use.usage) : 'pool',
      streetId: use ? leaver.street_id : null,
      document: input.document,
    });
  }
  refuseUsage(rules.plan, input, lots);
  return { lots, flags };
}

function refuseUsage(plan: Plan, { usage }: EventInput, lots: readonly NewLot[]): void {
  if (usage === undefined || usage === 'pool') return;
  const concerned = lots.filter((lot) => findStreetRule(plan, lot.poolKind));
  if (concerned.length === 0)
    throw new InvalidInputError([
      {
        field: 'usage',
        value: usage,
        reason: 'the plan gives streets no places of their own for what this event releases',
        allowed: 'left out, or pool',
      },
    ]);
  if (usage === 'street_capacity' && concerned.some((lot) => lot.streetId === null))
    throw new ConflictError('the street of the pharmacy is not known', [
      { field: 'usage', value: usage, reason: 'the register has no street for this pharmacy' },
    ]);
}

async function poolAreaOf(
  tx: Database,
  { attribution, plan }: LedgerRules,
  leaver: Leaver,
  on: string,
): Promise<number> {
  if (!attribution) throw new Error('the plan has no rule of attribution');
  const area = (code: string | null, level: string | null, name: string | null) =>
    code === null || level === null ? null : { code, level, name: name ?? code };
  const found = attributeRelease(attribution.rule, {
    kind: leaver.kind,
    licensingArea: area(leaver.licensing_code, leaver.licensing_area_level, leaver.licensing_name),
    licensingLevel: leaver.licensing_level,
    businessArea: area(leaver.business_code, leaver.business_area_level, leaver.business_name),
    cityCode: plan.city.code,
  });
  if ('missing' in found)
    throw new ConflictError(`${found.reason.en} ${found.reason.zh}`, [
      {
        field: found.missing.item,
        reason: `is missing for ${leaver.name}: ${found.missing.en} (${found.missing.zh})`,
        allowed: 'import it with the register, or enter the lot by hand with the document of the decision',
      },
    ]);
  return (await getArea(tx, { code: found.areaCode, level: found.level, on })).areaId;
}
