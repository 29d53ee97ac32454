import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import type { Application } from '../../policy/application.ts';
import type { Facts, NeighbourFact } from '../../policy/facts.ts';
import type { WalkTo } from '../../policy/facts-of-walks.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { openWalkNetwork } from '../../walking/open-walk-network.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import { walkLimits, walksToNeighbours } from '../facts/walk-facts.ts';
import { type WalkingDemand, walkingDemand } from '../facts/walking-rules.ts';

interface Applicant {
  readonly applicationId: string;
  readonly application: Application;
  readonly facts: Facts;
}
interface Pair {
  readonly a: string;
  readonly b: string;
}

/**
 * The walks between sites of a batch, by index of the pair, on the version of the network that both were judged by in the
 * snapshot. A pair is left out where no rule of the plan measures walks, the version is gone, or no path is known for want of one.
 */
export async function walksOfPairs(
  db: Database,
  plan: Plan,
  applicants: readonly Applicant[],
  pairs: readonly Pair[],
): Promise<ReadonlyMap<number, WalkTo>> {
  const walks = new Map<number, WalkTo>();
  const index = new Map(applicants.map((applicant, at) => [applicant.applicationId, at]));
  const codeOf = (id: string) => applicants[index.get(id) ?? -1]?.facts.walk?.networkCode;
  const demand = widestDemand(plan, applicants);
  if (!demand) return walks;
  const points = applicants.map(({ facts: { site } }) => site ?? { lon: 0, lat: 0, accuracyM: 0 });
  const widest = points.reduce((most, { accuracyM }) => Math.max(most, accuracyM), 0);
  const limits = walkLimits(demand, [{ accuracyM: widest }, { accuracyM: widest }]);
  for (const [code, network] of await networksOf(db, applicants)) {
    const chosen = pairs.flatMap(({ a, b }, at) => (codeOf(a) === code && codeOf(b) === code ? [at] : []));
    const ends = (end: 'a' | 'b') => Int32Array.from(chosen, (at) => index.get(pairs[at]?.[end] ?? '') ?? 0);
    const [a, b] = [ends('a'), ends('b')];
    const { walkM, snapM } = await network.pairs(points, { a, b }, limits);
    for (const [place, at] of chosen.entries()) {
      const farther = Math.max(snapM[a[place] ?? 0] ?? Number.NaN, snapM[b[place] ?? 0] ?? Number.NaN);
      walks.set(at, walkOf(walkM[place] ?? Number.NaN, farther, limits.limitM));
    }
  }
  return walks;
}

/** Application → walks to the institutions admitted near by, on the version of the network that the snapshot was judged by. */
export async function walksToPromised(
  db: Database,
  plan: Plan,
  applicants: readonly Applicant[],
  promised: Readonly<Record<string, readonly NeighbourFact[]>>,
): Promise<Record<string, NonNullable<Facts['walk']>['reached']>> {
  const found: Record<string, NonNullable<Facts['walk']>['reached']> = {};
  const concerned = applicants.filter(({ applicationId }) => promised[applicationId]);
  const networks = await networksOf(db, concerned);
  for (const { applicationId, application, facts } of concerned) {
    const demand = walkingDemand(plan, application);
    const network = networks.get(facts.walk?.networkCode ?? '');
    if (!demand || !network || !facts.site) continue;
    found[applicationId] = walksToNeighbours(network, facts.site, promised[applicationId] ?? [], demand);
  }
  return found;
}

/** The versions that the applicants were judged by and that are still stored. */
async function networksOf(
  db: Database,
  applicants: readonly Applicant[],
): Promise<ReadonlyMap<string, WalkNetwork>> {
  const networks = new Map<string, WalkNetwork>();
  for (const code of new Set(applicants.flatMap(({ facts }) => facts.walk?.networkCode ?? []))) {
    const network = await openStored(db, code);
    if (network) networks.set(code, network);
  }
  return networks;
}

async function openStored(db: Database, code: string): Promise<WalkNetwork | null> {
  try {
    return await openWalkNetwork(db, { network: code });
  } catch (error) {
    // Removed since: nothing is known of the walk any more, and whoever it concerns is for review.
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}

function widestDemand(plan: Plan, applicants: readonly Applicant[]): WalkingDemand | null {
  const demands = applicants.flatMap(({ application }) => walkingDemand(plan, application) ?? []);
  const [first] = demands;
  if (!first) return null;
  const most = (of: 'clearM' | 'searchedM' | 'maxSnapM') => Math.max(...demands.map((one) => one[of]));
  return { ...first, clearM: most('clearM'), searchedM: most('searchedM'), maxSnapM: most('maxSnapM') };
}

/** As `PairWalks` tells it: NaN = not snapped, -1 = no path, Infinity = longer than was searched. */
function walkOf(walkM: number, snapM: number, limitM: number): WalkTo {
  if (Number.isNaN(walkM) || Number.isNaN(snapM)) return { walkM: null, snapped: false };
  const snapped = { snapped: true, snapM };
  if (walkM < 0) return { walkM: null, ...snapped };
  return Number.isFinite(walkM) ? { walkM, ...snapped } : { walkM: null, ...snapped, beyondM: limitM };
}
