import type { Database } from '../../db/database.ts';
import type { Facts } from '../../policy/facts.ts';
import { listNear, type RegisterCounts } from './facts-queries.ts';
import type { FactsQuestion } from './facts-question.ts';
import { listPromisedNear, mergeNeighbours } from './promised-neighbours.ts';
import { typeNoByScheme } from './type-of-neighbour.ts';

/** Neighbours listed at most around one site. */
export const MOST_LISTED = 500;

export interface Surroundings {
  readonly neighbours: NonNullable<Facts['neighbours']>;
  readonly isSynthetic: boolean;
}

/** Who stands near the site and may be of the same type. */
export async function neighbourFacts(
  db: Database,
  question: FactsQuestion,
  found: {
    readonly site: { readonly lon: number; readonly lat: number; readonly accuracyM: number };
    readonly type: Facts['type'];
    readonly category: string | undefined;
    readonly applicantId: number | null;
    readonly searchedM: number;
    readonly decisiveM: number;
    /** What is counted over the city; null where the city is not among the data. */
    readonly register: RegisterCounts | null;
    /** Listed at most; more where one list serves many sites. */
    readonly mostListed?: number | undefined;
  },
): Promise<Surroundings> {
  const { plan, application, asOf } = question;
  const { site, type, applicantId, searchedM, decisiveM, register, mostListed = MOST_LISTED } = found;
  const scheme = type?.scheme ?? null;
  const types = type === null ? [] : type.typeNo === null ? type.candidates : [type.typeNo];
  const isBranch = application.purpose === 'branch';
  const isBroad = comparesEveryType(plan, application);
  const [row] = await listNear(db, {
    lon: site.lon,
    lat: site.lat,
    searchM: searchedM,
    accuracyM: site.accuracyM,
    asOf,
    kind: application.kind,
    types,
    typeScheme: isBroad ? null : scheme,
    category: application.kind === 'medical' && !isBroad ? normalized(found.category) : null,
    // The main site of a branch is another institution near by; the own old site of everybody else is not.
    leftOutId: isBranch ? null : applicantId,
    applicantId,
    includeUndesignated: wantsUndesignated(plan),
    rowLimit: mostListed,
    radiusM: decisiveM,
    findSilence: register === null,
  });
  if (!row) throw new Error('list-near gave no row');
  const listed = row.listed.flatMap(({ typeScheme, ...neighbour }) => {
    const typeNo = typeNoByScheme({ ...neighbour, typeScheme }, scheme);
    const isOther = !isBroad && typeNo !== null && types.length > 0 && !types.includes(typeNo);
    return isOther ? [] : [{ ...neighbour, typeNo }];
  });
  const promised = await listPromisedNear(db, question, {
    site,
    types: isBroad || plan.typeScheme === null ? [] : types,
    decisiveM,
    most: mostListed,
  });
  return {
    neighbours: {
      searchedM,
      listed: promised.length > 0 ? mergeNeighbours(listed, promised) : listed,
      truncated: row.truncated,
      unplaced: row.unplaced,
      isDataSilent: register
        ? !register.by_service.some((one) => one.kind === application.kind)
        : row.is_data_silent,
      registersUndesignated: register?.undesignated_kinds.includes(application.kind) ?? false,
    },
    isSynthetic: row.is_synthetic,
  };
}

/**
 * Whether institutions of every type can matter: a rule takes all of the kind for one type (`sameBy`), or the category comes
 * from a record filing and may mean another type.
 */
export function comparesEveryType(
  { rules }: FactsQuestion['plan'],
  { licence }: FactsQuestion['application'],
): boolean {
  return licence?.certificate === 'record_filing' || rules.some((rule) => rule.parameters.sameBy === 'kind');
}

/** A rule that compares with institutions that are not designated says so by the parameter `countsUndesignated`. */
function wantsUndesignated({ rules }: FactsQuestion['plan']): boolean {
  return rules.some((rule) => rule.parameters.countsUndesignated === true);
}

/** Half-width brackets, no spaces: as the statement compares. */
function normalized(category: string | undefined): string | null {
  const text =
    category
      ?.replace(/[（﹙]/g, '(')
      .replace(/[）﹚]/g, ')')
      .replace(/\s/g, '') ?? '';
  return text === '' ? null : text;
}
