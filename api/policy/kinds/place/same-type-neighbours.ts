import { distanceVerdict } from '../../distance-verdict.ts';
import type { Facts, NeighbourFact } from '../../facts.ts';
import type { InstitutionEvidence } from '../../finding.ts';
import type { SameTypeContext } from './same-type-concern.ts';
import { rankOf } from './settlement-levels.ts';

/** within = it conflicts for certain; beyond = it stands farther away; everything else is a doubt that could decide. */
export type Relation =
  | 'within'
  | 'beyond'
  | 'uncertain'
  | 'untyped'
  | 'lapsed'
  | 'exempt'
  | 'temporary'
  | 'branch'
  | 'unverified'
  | 'in_batch';

export interface Judged {
  readonly relation: Relation;
  readonly distanceM: number;
  readonly evidence: InstitutionEvidence;
}

/**
 * Every designated institution (and site admitted earlier in the batch) that is or may be of the type, with what it means for
 * a radius in metres. Nearest first. The applicant's own old site, other types and ended agreements are left out.
 */
export function judgeNeighbours(
  context: SameTypeContext,
  question: { readonly type: number | null; readonly radiusM: number; readonly sameServiceOnly: boolean },
): Judged[] {
  const { application, facts } = context;
  const { site, neighbours, applicant } = facts;
  if (!site || !neighbours) return [];
  const isSameOrUntyped = (typeNo: number | null) =>
    question.type === null || typeNo === null || typeNo === question.type;
  const registered = neighbours.listed
    .filter((one) => one.kind === application.kind && one.institutionId !== applicant?.institutionId)
    .filter((one) => one.designated === 'in_force' || one.designated === 'lapsed')
    .filter((one) => isSameOrUntyped(one.typeNo))
    .filter((one) => !question.sameServiceOnly || hasTarget(context, one))
    .flatMap((one) => {
      const bandM = site.accuracyM + one.accuracyM;
      const relation = relationOf(context, one, { ...question, bandM });
      return relation === null
        ? []
        : [{ relation, distanceM: one.distanceM, evidence: evidenceOf(one, relation, bandM) }];
    });
  const inBatch = facts.earlierInBatch.sites
    .filter((one) => one.kind === application.kind && isSameOrUntyped(one.typeNo))
    .flatMap((one) => {
      const bandM = site.accuracyM + one.accuracyM;
      const place = placeOf(context, one.distanceM, question.radiusM, bandM);
      const counts =
        context.option('in_batch_sites') === 'conflict' &&
        place === 'within' &&
        (question.type === null || one.typeNo !== null) &&
        (site.verified || context.option('unverified_points') === 'accept');
      const relation: Relation = place === 'beyond' ? 'beyond' : counts ? 'within' : 'in_batch';
      return [{ relation, distanceM: one.distanceM, evidence: evidenceOfSite(one, relation, bandM) }];
    });
  return [...registered, ...inBatch].sort((a, b) => a.distanceM - b.distanceM);
}

function placeOf({ option }: SameTypeContext, distanceM: number, radiusM: number, bandM: number) {
  const verdict = distanceVerdict(distanceM, radiusM, bandM);
  const isAtLimit = verdict === 'within' && distanceM >= radiusM;
  return isAtLimit && option('at_limit') === 'free' ? 'beyond' : verdict;
}

/** `null` = a named reading says that it does not count. */
function relationOf(
  context: SameTypeContext,
  one: NeighbourFact,
  { type, radiusM, bandM }: { type: number | null; radiusM: number; bandM: number },
): Relation | null {
  const { facts, option, asOf } = context;
  const place = placeOf(context, one.distanceM, radiusM, bandM);
  const isExempt = one.countsFrom !== null && one.countsFrom > asOf;
  const readings = [
    [isExempt, 'exempt', option('exempt_uncounted')],
    [one.isTemporary, 'temporary', option('temporary_designations')],
    [one.isBranchOfApplicant, 'branch', option('branch_of_applicant')],
  ] as const;
  if (readings.some(([holds, , choice]) => holds && choice === 'ignored')) return null;
  if (place === 'beyond') return 'beyond';
  if (type !== null && one.typeNo === null) return 'untyped';
  if (one.designated === 'lapsed') return 'lapsed';
  const open = readings.find(([holds, , choice]) => holds && choice === 'review');
  if (open) return open[1];
  if (place === 'uncertain') return 'uncertain';
  const isVerified = one.verified && facts.site?.verified === true;
  return isVerified || option('unverified_points') === 'accept' ? 'within' : 'unverified';
}

/** Has it the service, or at least the settlement level, that is asked for? An unknown level may be that level. */
function hasTarget({ application }: SameTypeContext, one: NeighbourFact): boolean {
  if (application.purpose !== 'settlement_promotion') return one.services.includes(application.service);
  const target = rankOf(application.promotion?.to ?? null);
  const held = rankOf(one.settlementLevel);
  return target === null || held === null || held >= target;
}

function evidenceOf(one: NeighbourFact, relation: Relation, bandM: number): InstitutionEvidence {
  const { institutionId, name, category, typeNo, distanceM, lon, lat, county } = one;
  const applicationId = null;
  return {
    institutionId,
    applicationId,
    name,
    category,
    typeNo,
    relation,
    distanceM,
    bandM,
    lon,
    lat,
    county,
  };
}

function evidenceOfSite(
  one: Facts['earlierInBatch']['sites'][number],
  relation: Relation,
  bandM: number,
): InstitutionEvidence {
  const { applicationId, name, category, typeNo, distanceM, lon, lat } = one;
  return {
    institutionId: null,
    applicationId,
    name,
    category,
    typeNo,
    relation,
    distanceM,
    bandM,
    lon,
    lat,
    county: null,
  };
}
