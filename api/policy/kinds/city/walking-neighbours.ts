import type { Facts, NeighbourFact } from '../../facts.ts';
import type { WalkTo } from '../../facts-of-walks.ts';
import type { InstitutionEvidence } from '../../finding.ts';
import type { Plan } from '../../plan-shape.ts';
import { compareTypes, type TypeComparison, type TypedApplicant } from './same-type.ts';
import type { DoubtCode } from './walking-doubts.ts';
import { relateByPath, relateByWalking, type WalkingRelation, type WalkLimits } from './walking-relation.ts';

/** How a plan reads what is around a site. */
export interface WalkingReading {
  readonly plan: Pick<Plan, 'typeScheme' | 'comparisonScheme'>;
  readonly applicant: TypedApplicant;
  readonly limits: WalkLimits;
  readonly asOf: string;
  /** Institutions that are not designated count too, though only as a doubt. */
  readonly countsUndesignated: boolean;
  readonly temporaryCounts: 'not_counted' | 'review';
  readonly unlistedCategory: 'review' | 'different';
  readonly unverifiedPoints: 'review' | 'accept';
}

/** One institution that may be of the same type: a conflict when it is near and nothing about it is open. */
export interface Encounter {
  readonly relation: WalkingRelation;
  /** Empty with a conflict; what keeps it from being one, or from being ruled out. */
  readonly doubts: readonly DoubtCode[];
  /** Beyond the walk, or left out by the reading (temporary): it decides nothing. */
  readonly isHarmless: boolean;
  readonly evidence: InstitutionEvidence;
}

/** Everybody around who is, or could be, of the same type and counts by the reading; nearest first. */
export function listEncounters(facts: Facts, reading: WalkingReading): Encounter[] {
  const { site, neighbours, applicant } = facts;
  if (!site || !neighbours) return [];
  const registered = neighbours.listed
    .filter(({ institutionId }) => institutionId !== applicant?.institutionId)
    .flatMap((neighbour) => meetNeighbour(neighbour, facts, reading));
  return [...registered, ...meetBatch(facts, reading)].sort(
    (a, b) => (a.evidence.distanceM ?? 0) - (b.evidence.distanceM ?? 0),
  );
}

function meetNeighbour(neighbour: NeighbourFact, facts: Facts, reading: WalkingReading): Encounter[] {
  const isDesignated = neighbour.designated === 'in_force' || neighbour.designated === 'lapsed';
  if (!isDesignated && !reading.countsUndesignated) return [];
  const type = compareTypes(reading.plan, reading.applicant, neighbour);
  // The services of an institution without an agreement are unknown by nature: it is a pharmacy like any other.
  const typeDoubt = !isDesignated && type === 'other_service' ? null : doubtOf(type, reading);
  if (typeDoubt === 'different') return [];
  const bandM = (facts.site?.accuracyM ?? 0) + neighbour.accuracyM;
  const relation = relateByWalking({ ...neighbour, bandM }, facts.walk, reading.limits);
  const path = facts.walk?.reached.find((entry) => entry.institutionId === neighbour.institutionId);
  const isLeftOut = neighbour.isTemporary && isDesignated && reading.temporaryCounts === 'not_counted';
  const isHarmless = relation.relation === 'none' || isLeftOut;
  const isVerified = neighbour.verified && facts.site?.verified === true;
  const doubts: DoubtCode[] = [
    ...(typeDoubt ? [typeDoubt] : []),
    ...(relation.relation === 'open' ? [relation.because] : []),
    ...(isDesignated ? [] : (['undesignated'] as const)),
    ...(neighbour.designated === 'lapsed' ? (['lapsed'] as const) : []),
    ...(neighbour.isTemporary && isDesignated ? (['temporary'] as const) : []),
    ...(neighbour.countsFrom !== null && neighbour.countsFrom > reading.asOf ? (['exempt'] as const) : []),
    ...(neighbour.isBranchOfApplicant ? (['branch'] as const) : []),
    ...(relation.relation === 'conflict' && !isVerified && reading.unverifiedPoints === 'review'
      ? (['unverified'] as const)
      : []),
  ];
  const { institutionId, name, category, typeNo, distanceM, lon, lat, county } = neighbour;
  const label = relation.relation === 'none' ? 'beyond' : (doubts[0] ?? 'within');
  return [
    {
      relation,
      doubts,
      isHarmless,
      evidence: {
        institutionId,
        applicationId: null,
        name,
        category,
        typeNo,
        relation: isLeftOut && label !== 'beyond' ? 'temporary' : label,
        distanceM,
        bandM,
        lon,
        lat,
        county,
        ...walkedEvidence(relation, facts, path),
      },
    },
  ];
}

/** What was walked; members that are not known are left out. */
function walkedEvidence(
  { walkM, minutes, beyondM }: WalkingRelation,
  { walk }: Facts,
  path: WalkTo | undefined,
): Partial<InstitutionEvidence> {
  if (!path) return {};
  return {
    ...(walkM === null ? {} : { walkM }),
    ...(minutes === null ? {} : { walkMinutes: minutes }),
    ...(beyondM === undefined ? {} : { walkBeyondM: beyondM }),
    ...(walk?.siteSnapM === undefined ? {} : { siteSnapM: walk.siteSnapM }),
    ...(path.snapM === undefined ? {} : { snapM: path.snapM }),
  };
}

/** Applicants ranked higher in the same batch: beyond the walk they are harmless; nearer they are for review, as nothing is agreed yet. */
function meetBatch(facts: Facts, reading: WalkingReading): Encounter[] {
  const { earlierInBatch, site, walk } = facts;
  return earlierInBatch.sites.flatMap((other) => {
    const type = compareTypes(reading.plan, reading.applicant, {
      ...other,
      services: [reading.applicant.service],
    });
    if (doubtOf(type, reading) === 'different') return [];
    const bandM = (site?.accuracyM ?? 0) + other.accuracyM;
    const relation = relateByPath(
      { distanceM: other.distanceM, bandM },
      other.walk ?? null,
      walk,
      reading.limits,
    );
    const { applicationId, name, category, typeNo, distanceM, lon, lat } = other;
    const isHarmless = relation.relation === 'none';
    return [
      {
        relation,
        doubts: ['in_batch' as const],
        isHarmless,
        evidence: {
          institutionId: null,
          applicationId,
          name,
          category,
          typeNo,
          distanceM,
          lon,
          lat,
          relation: isHarmless ? 'beyond' : 'in_batch',
          bandM,
          county: null,
          ...walkedEvidence(relation, facts, other.walk),
        },
      },
    ];
  });
}

function doubtOf(type: TypeComparison, { unlistedCategory }: WalkingReading): DoubtCode | null | 'different' {
  if (type === 'same') return null;
  if (type === 'unlisted_category' && unlistedCategory === 'different') return 'different';
  return type;
}
