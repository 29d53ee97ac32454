import { setImmediate as pause } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { comparesEveryType } from '../../planning/facts/neighbour-facts.ts';
import { searchRadius } from '../../planning/facts/search-radius.ts';
import { walkingDemand } from '../../planning/facts/walking-rules.ts';
import type { Application } from '../../policy/application.ts';
import { evaluatePlan, evaluateRule, type Question } from '../../policy/evaluate.ts';
import type { Facts } from '../../policy/facts.ts';
import type { InstitutionEvidence, RawFinding } from '../../policy/finding.ts';
import { openWalkNetwork } from '../../walking/open-walk-network.ts';
import { isReadByOthers, listDistanceRules } from './distance-rules.ts';
import {
  type Around,
  listAround,
  neighboursOfSites,
  type Radii,
  unplacedOfSites,
} from './neighbours-of-sites.ts';
import { type PlacedSites, placeSites, type ZoneArea } from './place-sites.ts';
import { type NamedNetwork, walksOfSites } from './walks-of-sites.ts';
import { type FactsGroup, gatherGroups } from './zone-groups.ts';
import { applicationAt, type ZoneQuestion } from './zone-question.ts';
import { type ZoneVerdict, zoneVerdict } from './zone-verdict.ts';

/** Sites measured at once, and judged between two looks at whatever else the process has to do. */
const CHUNK = 1_000;
const AT_ONCE = 100;

/** One site with what the plan says of it. `distance`: what the distance rules found, gravest first; empty where the plan has none. */
export interface JudgedSite {
  readonly index: number;
  readonly street: ZoneArea | null;
  readonly county: ZoneArea | null;
  readonly verdict: ZoneVerdict;
  readonly distance: readonly DistanceFinding[];
}

/** The finding of a distance rule in short: the evidence of tens of thousands of sites would fill the memory. */
export interface DistanceFinding extends Pick<RawFinding, 'outcome' | 'reason'> {
  readonly rule: string;
  /** Metres compared: of the walk where one decides, else of the straight line; null = nothing was measured. */
  readonly measuredM: number | null;
  readonly thresholdM: number | null;
  /** The institution that decides, or the nearest. */
  readonly institution: InstitutionEvidence | null;
}

export interface JudgedSites {
  /** Those inside the area asked about, by index. */
  readonly sites: readonly JudgedSite[];
  readonly dataVersions: Readonly<Record<string, string>>;
  readonly isSynthetic: boolean;
  /** A rule measures walks, and no network is loaded. */
  readonly lacksNetwork: boolean;
}

export interface JudgeOptions {
  /** Area in which sites must lie; those outside are left out. Null = anywhere. */
  readonly areaId: number | null;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, message: string) => void;
}

/**
 * Says of each site whether the plan leaves room for such an institution there: the rules of an assessment on the facts of an
 * assessment, except that distances, walks and areas are found for all sites at once. Sites are taken as surveyed.
 */
export async function judgeSites(
  db: Database,
  question: ZoneQuestion,
  sites: readonly LonLat[],
  { areaId, signal, onProgress }: JudgeOptions,
): Promise<JudgedSites> {
  const { plan, asOf } = question;
  const sample = applicationAt(question, { lon: 0, lat: 0 }, undefined);
  const radii = searchRadius(plan, sample);
  const placed = await placeSites(
    db,
    sites,
    { radiusM: radii.decisiveM, asOf, cityCode: plan.city.code, areaId },
    { signal, onProgress: (done) => onProgress(done * 0.15, 'placing the sites in their areas') },
  );
  const groups = await gatherGroups(db, question, sites, placed.groups, {
    signal,
    onProgress: (done) => onProgress(0.15 + done * 0.35, 'asking the rules of quantity, area by area'),
  });
  const [first] = groups;
  if (!first) return { sites: [], dataVersions: {}, isSynthetic: false, lacksNetwork: false };
  const { facts, application } = first;
  const known = { type: facts.type, applicantId: facts.applicant?.institutionId ?? null };
  const inside = groups.flatMap((group) => group.sites.flatMap((index) => sites[index] ?? []));
  const factsQuestion = { plan, application, asOf };
  const around = await listAround(db, factsQuestion, { ...known, sites: inside, radii });
  const demand = walkingDemand(plan, sample);
  const network = demand && (await openWalkNetwork(db, {}));
  const judge: Judge = {
    db,
    question,
    sites,
    placed,
    radii,
    around,
    ...known,
    typeScheme: comparesEveryType(plan, application) ? null : (facts.type?.scheme ?? null),
    walking: demand && network && { demand, network },
    signal,
    verdicts: new Map(),
  };
  const judged: JudgedSite[] = [];
  for (const [place, group] of groups.entries())
    for (let start = 0; start < group.sites.length; start += CHUNK) {
      judged.push(...(await judgeChunk(judge, group, place, group.sites.slice(start, start + CHUNK))));
      onProgress(0.5 + (0.5 * judged.length) / inside.length, 'measuring distances, site by site');
    }
  return {
    sites: judged.sort((a, b) => a.index - b.index),
    dataVersions: Object.assign({}, ...groups.map((group) => group.facts.dataVersions)) as Record<
      string,
      string
    >,
    isSynthetic: around.isSynthetic || groups.some((group) => group.facts.isSynthetic),
    lacksNetwork: demand !== null && network === null,
  };
}

/** A candidate site has no accuracy of its own: it is where it is said to be. */
const SURVEYED = { crs: 'CRS84', accuracyM: 0, verified: true };

interface Judge {
  readonly db: Database;
  readonly question: ZoneQuestion;
  readonly sites: readonly LonLat[];
  readonly placed: PlacedSites;
  readonly radii: Radii;
  readonly around: Around;
  readonly type: Facts['type'];
  readonly applicantId: number | null;
  readonly typeScheme: string | null;
  readonly walking: NamedNetwork | null;
  readonly signal: AbortSignal;
  /** By group and outcomes of the distance rules: nothing else differs between sites of a group. */
  readonly verdicts: Map<string, ZoneVerdict>;
}

async function judgeChunk(
  judge: Judge,
  group: FactsGroup,
  place: number,
  indexes: readonly number[],
): Promise<JudgedSite[]> {
  const { db, question, radii, around, walking, signal, placed } = judge;
  signal.throwIfAborted();
  const points = indexes.flatMap((index) => judge.sites[index] ?? []);
  const near = await neighboursOfSites(db, points, around, radii, signal);
  const unplaced = around.hasUnplaced
    ? await unplacedOfSites(
        db,
        points,
        { ...question, application: group.application },
        { ...judge, ...radii },
      )
    : new Map<number, number>();
  const walks = walking
    ? await walksOfSites(
        walking,
        points,
        near.map(({ listed }) => listed),
        signal,
      )
    : null;
  const judged: JudgedSite[] = [];
  for (const [entry, point] of points.entries()) {
    if (entry % AT_ONCE === 0) await pause(undefined, { signal });
    const index = indexes[entry] ?? -1;
    const { site, neighbours } = group.facts;
    const facts: Facts = {
      ...group.facts,
      site: site && { ...site, ...point, ...placed.surrounds[index] },
      neighbours: neighbours && { ...neighbours, ...near[entry], unplaced: unplaced.get(entry) ?? 0 },
      walk: walks?.[entry] ?? null,
    };
    const application: Application = { ...group.application, site: { ...SURVEYED, ...point } };
    const asked = { plan: question.plan, application, facts, asOf: question.asOf };
    judged.push(judgeOne(judge, asked, { index, group, place }));
  }
  return judged;
}

/** The distance rules of the site itself; the whole plan once for all sites of the group on which they say the same. */
function judgeOne(
  { verdicts }: Judge,
  asked: Question,
  { index, group, place }: { readonly index: number; readonly group: FactsGroup; readonly place: number },
): JudgedSite {
  const { plan, application } = asked;
  const rules = listDistanceRules(plan, application);
  const distance = rules.map((rule) => distanceFinding(rule.id, evaluateRule(asked, rule.id)));
  const outcomes = distance.map(({ outcome }) => outcome).join(' ');
  const key = `${place} ${isReadByOthers(plan, rules) ? index : ''} ${outcomes}`;
  const verdict = verdicts.get(key) ?? zoneVerdict(plan, evaluatePlan(asked));
  verdicts.set(key, verdict);
  return { index, street: group.street, county: group.county, verdict, distance };
}

function distanceFinding(
  rule: string,
  { outcome, reason, measured, threshold, unit, evidence }: RawFinding,
): DistanceFinding {
  const metres = (value: unknown) => (unit === 'm' && typeof value === 'number' ? value : null);
  return {
    rule,
    outcome,
    reason,
    measuredM: metres(measured),
    thresholdM: metres(threshold),
    institution: evidence?.institutions?.[0] ?? null,
  };
}
