import type { Localized } from '../../../localized.ts';
import type { Facts } from '../../facts.ts';
import type { Missing, RawFinding } from '../../finding.ts';
import type { RuleContext } from '../../rule-kind.ts';
import { findNumberInForce } from './dated-parameter.ts';
import type { WalkParameters } from './walk-parameters.ts';
import { DOUBTS, listSurroundingDoubts } from './walking-doubts.ts';
import type { Encounter } from './walking-neighbours.ts';

/** Institutions kept as evidence, and named in the sentence, at most. */
const LISTED = 50;
const NAMED = 5;
type Context = RuleContext<WalkParameters>;

/** The conclusion from everybody around: a sure conflict decides whatever else is open; else any doubt is for a person. */
export function describeWalk(encounters: readonly Encounter[], context: Context): RawFinding {
  const { parameters, facts } = context;
  const near = encounters.filter(({ isHarmless }) => !isHarmless);
  const conflicts = near.filter(({ doubts }) => doubts.length === 0);
  const open = near.filter(({ doubts }) => doubts.length > 0);
  const around = listSurroundingDoubts(facts, parameters.clearM, parameters.countsUndesignated);
  if (conflicts.length > 0) {
    const reservation = listReservations(context);
    return {
      ...measuredBy(conflicts, parameters.conflictM),
      ...common(encounters, context),
      outcome: reservation ? 'MANUAL_REVIEW' : 'FAIL_IN_PRINCIPLE',
      ...(reservation?.missing ? { missing: [reservation.missing] } : {}),
      reason: join(
        {
          zh: `步行 ${parameters.minutes} 分钟范围内有同类型机构：${conflicts.slice(0, NAMED).map(nameZh).join('、')}${conflicts.length > NAMED ? `等 ${conflicts.length} 家` : ''}`,
          en: `Of the same type within a walk of ${parameters.minutes} minutes: ${conflicts.slice(0, NAMED).map(nameEn).join(', ')}${conflicts.length > NAMED ? ` and ${conflicts.length - NAMED} more` : ''}`,
        },
        ...(reservation ? [reservation.text] : []),
      ),
    };
  }
  if (open.length > 0 || around.length > 0) {
    const missing = onceEach([
      ...open.flatMap(({ doubts }) => doubts.flatMap((code) => DOUBTS[code].missing ?? [])),
      ...around,
    ]);
    return {
      ...(open.length > 0 ? measuredBy(open, parameters.clearM) : {}),
      ...common(encounters, context),
      outcome: 'MANUAL_REVIEW',
      ...(missing.length > 0 ? { missing } : {}),
      reason: join(
        ...open.slice(0, NAMED).map((encounter) => ({
          zh: `${nameZh(encounter)}：${encounter.doubts.map((code) => DOUBTS[code].text.zh).join('，')}`,
          en: `${nameEn(encounter)}: ${encounter.doubts.map((code) => DOUBTS[code].text.en).join(', ')}`,
        })),
        ...(open.length > NAMED
          ? [{ zh: `另有 ${open.length - NAMED} 家`, en: `and ${open.length - NAMED} more` }]
          : []),
        ...around,
      ),
    };
  }
  const leftOut = encounters.filter(({ isHarmless, relation }) => isHarmless && relation.relation !== 'none');
  const beyond = encounters.filter(({ relation }) => relation.relation === 'none');
  return {
    ...(beyond.length > 0 ? measuredBy(beyond, parameters.clearM) : {}),
    ...common(encounters, context),
    outcome: 'PASS',
    reason: join(
      {
        zh: `步行 ${parameters.minutes} 分钟范围内没有同类型机构${beyond[0] ? `，最近的为${nameZh(beyond[0])}` : ''}`,
        en: `Nobody of the same type within a walk of ${parameters.minutes} minutes${beyond[0] ? `; the nearest is ${nameEn(beyond[0])}` : ''}`,
      },
      ...leftOut.map((encounter) => ({
        zh: `临时定点不计：${nameZh(encounter)}`,
        en: `not counted, because designated only temporarily: ${nameEn(encounter)}`,
      })),
      ...(facts.site?.leavesCity
        ? [
            {
              zh: '步行范围跨出本市，外市机构未计入',
              en: 'the walk leaves the city, whose neighbours’ institutions are not counted',
            },
          ]
        : []),
    ),
  };
}

/** What lowers a sure conflict to review: a purpose that the text does not name, or many insured persons without any. */
function listReservations({
  parameters,
  application,
  facts,
  asOf,
}: Context): { readonly text: Localized; readonly missing?: Missing } | undefined {
  if (!parameters.decidesFor.includes(application.purpose))
    return {
      text: {
        zh: '条文针对新增定点，是否适用于本申请事项需人工判定',
        en: 'the text speaks of new designations; whether it covers this purpose is for a person',
      },
    };
  const limit =
    parameters.reviewAboveUncovered && findNumberInForce(parameters.reviewAboveUncovered, facts, asOf).value;
  if (limit === undefined || limit === null) return undefined;
  const uncovered = facts.walk?.uncoveredInsured ?? null;
  if (uncovered === null)
    return {
      text: uncoveredUnknown(facts),
      missing: {
        item: 'uncovered_insured',
        zh: '未覆盖参保人数',
        en: 'insured persons without the type in reach',
      },
    };
  return uncovered > limit
    ? {
        text: {
          zh: `但步行范围内有 ${uncovered} 名参保人步行可达范围内没有同类型机构（超过 ${limit}）`,
          en: `yet ${uncovered} insured persons in the walk have nobody of the type within theirs (more than ${limit})`,
        },
      }
    : undefined;
}

/** Residents are told where a population surface is loaded; whether they are insured nobody knows. */
function uncoveredUnknown({ walk }: Facts): Localized {
  const text = {
    zh: '步行范围内尚无同类型机构可达的参保人数未知',
    en: 'how many insured persons in the walk have nobody of the type is not known',
  };
  const of = walk?.uncoveredResidents;
  if (!of) return text;
  const count = Math.round(of.residents);
  return {
    zh: `${text.zh}（该范围内${of.isModelled ? '推算' : ''}常住人口约 ${count} 人）`,
    en: `${text.en} (${of.isModelled ? 'modelled ' : ''}residents there: about ${count})`,
  };
}

function measuredBy(encounters: readonly Encounter[], threshold: number): Partial<RawFinding> {
  const distances = encounters.map(
    ({ relation, evidence }) => relation.walkM ?? relation.beyondM ?? evidence.distanceM ?? 0,
  );
  return { measured: Math.min(...distances), comparator: '>', threshold, unit: 'm' };
}

function common(encounters: readonly Encounter[], { facts, parameters }: Context): Partial<RawFinding> {
  const walked = encounters
    .map(({ relation }) => relation)
    .filter(({ walkM }) => walkM !== null)
    .toSorted((a, b) => (a.walkM ?? 0) - (b.walkM ?? 0));
  const uncoveredInsured = facts.walk?.uncoveredInsured ?? null;
  const residents = facts.walk?.uncoveredResidents;
  const decisiveFirst = encounters.toSorted((a, b) => rankOf(a) - rankOf(b));
  return {
    evidence: { institutions: decisiveFirst.slice(0, LISTED).map(({ evidence }) => evidence) },
    derived: {
      speedKmh: parameters.speedKmh,
      nearestWalkM: walked[0]?.walkM ?? null,
      nearestWalkMinutes: walked[0]?.minutes ?? null,
      leavesCity: facts.site?.leavesCity ?? null,
      ...(uncoveredInsured === null ? {} : { uncoveredInsured }),
      ...(parameters.reviewAboveUncovered && residents
        ? { uncoveredResidents: residents.residents, uncoveredResidentsAreModelled: residents.isModelled }
        : {}),
    },
    uses: ['institutions', 'areas', 'walking_network'],
  };
}

/** Conflicts, then what is open, then those that decide nothing: what the finding rests on is never cut off. */
function rankOf({ isHarmless, doubts }: Encounter): number {
  return isHarmless ? 2 : doubts.length > 0 ? 1 : 0;
}

function nameZh(encounter: Encounter): string {
  const words = {
    line: '直线',
    walk: '步行',
    minutes: '分钟',
    farther: '步行超过',
    comma: '，',
    metre: '米',
  };
  return `${encounter.evidence.name}（${distanceOf(encounter, words)}）`;
}

function nameEn(encounter: Encounter): string {
  const words = {
    line: 'straight',
    walk: 'on foot',
    minutes: 'min',
    farther: 'on foot more than',
    comma: ', ',
    metre: 'm',
  };
  return `${encounter.evidence.name} (${distanceOf(encounter, words)})`;
}

type Words = Readonly<Record<'line' | 'walk' | 'minutes' | 'farther' | 'comma' | 'metre', string>>;

function distanceOf({ relation, evidence }: Encounter, words: Words): string {
  const { walk, minutes, farther, comma, metre } = words;
  const line = `${words.line} ${(evidence.distanceM ?? 0).toFixed(1)} ${metre}`;
  if (relation.beyondM !== undefined) return `${line}${comma}${farther} ${relation.beyondM} ${metre}`;
  if (relation.walkM === null || relation.minutes === null) return line;
  return `${line}${comma}${walk} ${relation.walkM.toFixed(1)} ${metre} / ${relation.minutes.toFixed(1)} ${minutes}`;
}

function join(...texts: readonly Localized[]): Localized {
  return {
    zh: `${texts.map(({ zh }) => zh).join('；')}。`,
    en: `${texts.map(({ en }) => en).join('; ')}.`,
  };
}

function onceEach(missing: readonly Missing[]): Missing[] {
  return missing.filter((entry, index) => missing.findIndex(({ item }) => item === entry.item) === index);
}
