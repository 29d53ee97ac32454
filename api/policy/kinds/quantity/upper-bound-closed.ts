import { z } from 'zod';
import type { AreaFacts } from '../../facts-of-areas.ts';
import type { Missing, RawFinding } from '../../finding.ts';
import { defineRuleKind, type RuleContext } from '../../rule-kind.ts';
import { forReview } from './for-review.ts';
import { givesUpPlace, isAmongCounted, OWN_PLACE } from './own-place.ts';
import { findDistrict, readStreet, reviewDistrict } from './pharmacy-area.ts';
import { type Capacity, capacityEvidence, placeDraw, readCapacityOf } from './pharmacy-capacity.ts';
import { kindPreferenceSchema, pharmacyKindSchema } from './pharmacy-kind.ts';
import { missingStatement, statementOf } from './statement-of.ts';

const parametersSchema = z.strictObject({
  counted: pharmacyKindSchema.describe('Pharmacies that are counted, e.g. outpatient_pooling.'),
  bounds: kindPreferenceSchema.describe(
    'Kinds whose bound may be used, first choice first; if the area has none of them, its only bound is used and named.',
  ),
  areas: z
    .array(z.enum(['street', 'business_area', 'county']))
    .min(1)
    .default(['street', 'business_area'])
    .describe('Areas compared; all below = open, all at or above = closed, else review.'),
  statement: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .optional()
    .describe('Statement that must be verified before it is open, e.g. settlement_level_reached.'),
});
type Context = RuleContext<z.output<typeof parametersSchema>>;

/** DL-D5: closed where the number has reached the bound; no release opens it. */
export const upperBoundClosed = defineRuleKind({
  id: 'upper-bound-closed',
  title: { zh: '达到上限不予纳入', en: 'Closed at the upper bound' },
  description: {
    zh: '区域内数量达到及超过上限的不予纳入；街道和区市县均未达到的可纳入，一达到一未达到的转人工审核。',
    en: 'Closed where the number has reached its bound; open where street and district are both below, review where they differ.',
  },
  parameters: parametersSchema,
  decides: true,
  evaluate: (context): RawFinding => {
    const found = readAreas(context);
    if ('doubt' in found) return found.doubt;
    const { capacities, missing, doubts } = found;
    const closed = capacities.filter(({ actual, upper }) => actual >= upper);
    const inBatch = capacities.filter(
      ({ actual, taken, upper }) => actual < upper && actual + taken >= upper,
    );
    const first = closed[0] ?? inBatch[0] ?? capacities[0];
    const numbers = {
      zh: capacities.map(describeZh).join('；'),
      en: capacities.map(describeEn).join('; '),
    };
    const draws = capacities.map(({ area, kind }) => placeDraw(area.code, kind));
    const base = {
      ...(first ? { measured: first.actual + first.taken, threshold: first.upper } : {}),
      comparator: '<' as const,
      unit: 'pharmacies',
      derived: Object.fromEntries(
        capacities.flatMap(({ area, actual, upper, boundKind }) => [
          [`actual_${area.code}`, actual],
          [`upper_${area.code}`, upper],
          [`boundKind_${area.code}`, boundKind],
        ]),
      ),
      evidence: capacityEvidence(capacities),
      uses: ['bounds', 'institutions'],
    };
    if (missing.length > 0 || doubts.length > 0)
      return forReview(
        {
          zh: `${numbers.zh}${doubts.map(({ reason }) => reason.zh).join('')}${missing.length > 0 ? `缺少：${missing.map(({ zh }) => zh).join('、')}。` : ''}`,
          en: `${numbers.en} ${doubts.map(({ reason }) => reason.en).join(' ')}${missing.length > 0 ? ` Missing: ${missing.map(({ en }) => en).join(', ')}.` : ''}`.trim(),
        },
        [...missing, ...doubts.flatMap((doubt) => doubt.missing ?? [])],
        base,
      );
    const { application, facts, asOf, parameters } = context;
    if (application.purpose === 'settlement_promotion' && isAmongCounted(facts, asOf, parameters.counted))
      return forReview(
        {
          zh: `${numbers.zh}。该药店已计入其中，晋级不增加家数，是否受上限限制条文未明。`,
          en: `${numbers.en}. The pharmacy is counted among them already and its promotion adds none; whether the bound holds for it is open.`,
        },
        [],
        base,
      );
    const isOwnDecisive =
      givesUpPlace(application, facts, asOf, parameters.counted) &&
      capacities.some(({ actual, upper }) => actual >= upper && actual - 1 < upper);
    if (closed.length === capacities.length && isOwnDecisive)
      return forReview(
        {
          zh: `${numbers.zh}。其中可能包括该药店迁出的一家，扣除后未达上限。`,
          en: `${numbers.en}. The place that the pharmacy itself gives up may be among them; without it the bound is not reached.`,
        },
        [OWN_PLACE],
        { ...base, draws },
      );
    if (closed.length === capacities.length)
      return {
        ...base,
        outcome: 'FAIL',
        reason: {
          zh: `${numbers.zh}。均已达到或超过上限，不予纳入。`,
          en: `${numbers.en}. All have reached their bound: closed.`,
        },
      };
    if (closed.length > 0)
      return forReview(
        {
          zh: `${numbers.zh}。“区域”指街道还是区市县条文未明，两者结论不同。`,
          en: `${numbers.en}. Whether "area" means the street or the district is open, and they differ.`,
        },
        [],
        { ...base, draws },
      );
    if (inBatch.length === capacities.length)
      return {
        ...base,
        outcome: 'NOT_SELECTED',
        reason: {
          zh: `${numbers.zh}。余额已由本批次排序在前者占用。`,
          en: `${numbers.en}. Higher-ranked applicants of the batch took what was left.`,
        },
      };
    if (inBatch.length > 0)
      return forReview(
        {
          zh: `${numbers.zh}。本批次排序在前者已占用其中一级的余额。`,
          en: `${numbers.en}. Higher-ranked applicants took what was left of one of them.`,
        },
        [],
        { ...base, draws },
      );
    return judgeOpen(context, capacities, numbers, { ...base, draws });
  },
});

/** Below both bounds: unless pharmacies without attribution could close it, or the precondition is not verified. */
function judgeOpen(
  { parameters, application }: Context,
  capacities: readonly Capacity[],
  numbers: RawFinding['reason'],
  base: Omit<RawFinding, 'outcome' | 'reason' | 'missing'>,
): RawFinding {
  if (capacities.some(({ actual, taken, upper }) => actual + taken + 1 > upper))
    return forReview(
      {
        zh: `${numbers.zh}。上限不是整数，再增一家即超过。`,
        en: `${numbers.en}. The bound is no whole number and one more exceeds it.`,
      },
      [{ item: 'pharmacy_bound', zh: '整数上限界值', en: 'whole-number bound' }],
      base,
    );
  const open = capacities.filter(
    ({ actual, taken, unattributed, upper }) => actual + taken + unattributed >= upper,
  );
  if (open.length > 0)
    return forReview(
      {
        zh: `${numbers.zh}。另有归属不明的药店，计入后可能达到上限。`,
        en: `${numbers.en}. Pharmacies whose area is unknown could reach the bound.`,
      },
      open.map(({ area }) => ({
        item: 'pharmacy_attribution',
        areaCode: area.code,
        zh: `${area.name}部分定点药店的归属`,
        en: `area of some pharmacies (${area.name})`,
      })),
      base,
    );
  const { statement } = parameters;
  if (statement && statementOf(application, statement) !== 'yes')
    return forReview(
      {
        zh: `${numbers.zh}。未达上限，但前提条件 ${statement} 未经核实。`,
        en: `${numbers.en}. Below the bound, but the precondition ${statement} is not verified.`,
      },
      [missingStatement(statement)],
      base,
    );
  return {
    ...base,
    outcome: 'PASS',
    reason: { zh: `${numbers.zh}。均未达上限。`, en: `${numbers.en}. All are below their bound.` },
  };
}

function readAreas({
  parameters,
  facts,
}: Context): { capacities: Capacity[]; missing: Missing[]; doubts: RawFinding[] } | { doubt: RawFinding } {
  const districtBy = parameters.areas.includes('county') ? 'county' : 'business_area';
  const district = findDistrict(facts, districtBy);
  if (!district) return { doubt: reviewDistrict(districtBy) };
  const areas: AreaFacts[] = [];
  const doubts: RawFinding[] = [];
  for (const area of parameters.areas) {
    if (area !== 'street') {
      areas.push(district);
      continue;
    }
    const at = readStreet(facts, district);
    if ('street' in at) areas.push(at.street);
    else doubts.push(at.doubt);
  }
  const readings = [...new Set(areas)].map((area) =>
    readCapacityOf(area, parameters.counted, parameters.bounds, facts),
  );
  return {
    capacities: readings.flatMap((reading) => ('missing' in reading ? [] : [reading])),
    missing: readings.flatMap((reading) => ('missing' in reading ? [reading.missing] : [])),
    doubts,
  };
}

function describeZh({ area, actual, taken, upper, kind, boundKind }: Capacity): string {
  return `${area.name}现有 ${actual}${taken > 0 ? `、本批次已占 ${taken}` : ''}，上限 ${upper}${kind === boundKind ? '' : `（仅有 ${boundKind} 的上限，按此比较）`}`;
}

function describeEn({ area, actual, taken, upper, kind, boundKind }: Capacity): string {
  return `${area.name} has ${actual}${taken > 0 ? `, ${taken} taken in the batch` : ''}, bound ${upper}${kind === boundKind ? '' : ` (only a bound for ${boundKind} is given and is used)`}`;
}
