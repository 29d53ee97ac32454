import type { Feature, Geometry } from 'geojson';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { distanceVerdict } from '../../policy/distance-verdict.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import { feature } from '../analysis.ts';
import { walkSeconds } from '../metric-input.ts';
import { type WalkedPair, walkPairs } from '../on-foot/walk-pairs.ts';
import type { Site } from '../site-input.ts';
import type { ReachLimit } from './reach-limits.ts';

const listCandidates = namedQuery('isochrone/list-candidates', {
  params: z.object({
    lon: z.number(),
    lat: z.number(),
    limitM: z.number(),
    asOf: z.string(),
    typeNo: z.number().nullable(),
    typeScheme: z.string(),
    kind: z.string().nullable(),
    service: z.string().nullable(),
  }),
  row: z.object({
    institution_id: z.number(),
    lon: z.number(),
    lat: z.number(),
    code: z.string().nullable(),
    name: z.string(),
    kind: z.string(),
    category: z.string().nullable(),
    type_no: z.number().nullable(),
    accuracy_m: z.number(),
    verified: z.boolean(),
    is_synthetic: z.boolean(),
    straight_m: z.number(),
  }),
});
type Candidate = z.output<typeof listCandidates.row>;

/** review: the walk cannot be told, for the reason given. */
export type ReachVerdict = 'within' | 'uncertain' | 'beyond' | 'review';

/** A designated institution with a verdict for each limit, in their order. */
export interface JudgedInstitution {
  readonly institution: Candidate;
  readonly walk: WalkedPair;
  readonly verdicts: readonly ReachVerdict[];
}

/** The designated institutions that are not beyond every limit, by walk, then id; decided by network distance. */
export async function judgeInstitutions(
  db: Database,
  network: WalkNetwork,
  site: Site,
  limits: readonly ReachLimit[],
  question: {
    readonly maxSnapM: number;
    readonly asOf: string;
    readonly selection: {
      typeNo: number | null;
      kind: string | null;
      service: string | null;
      typeScheme: string;
    };
    readonly signal: AbortSignal;
  },
): Promise<JudgedInstitution[]> {
  const { maxSnapM, asOf, selection, signal } = question;
  const limitM = limits.at(-1)?.limitM ?? 0;
  const candidates = await listCandidates(db, { lon: site.lon, lat: site.lat, limitM, asOf, ...selection });
  const walks = await walkPairs(
    network,
    [site, ...candidates],
    candidates.map((row, index) => ({
      a: 0,
      b: index + 1,
      straightM: row.straight_m,
      bandM: row.accuracy_m,
    })),
    { limitM, maxSnapM },
    { signal },
  );
  return candidates
    .flatMap((institution, index): JudgedInstitution[] => {
      const walk = walks[index];
      if (!walk) return [];
      const verdicts = limits.map((limit) => verdictAt(limit.limitM, institution, walk));
      return verdicts.every((verdict) => verdict === 'beyond') ? [] : [{ institution, walk, verdicts }];
    })
    .sort(
      (a, b) =>
        (a.walk.walkM ?? Number.POSITIVE_INFINITY) - (b.walk.walkM ?? Number.POSITIVE_INFINITY) ||
        a.institution.institution_id - b.institution.institution_id,
    );
}

const UNTOLD: ReadonlySet<WalkedPair['finding']> = new Set([
  'not-snapped',
  'no-path',
  'contradictory',
  'off-street',
]);

/** A straight line beyond the limit decides by itself; else the walk, as far as it can be told. */
function verdictAt(limitM: number, institution: Candidate, { finding, walkM }: WalkedPair): ReachVerdict {
  const { straight_m: straightM, accuracy_m: bandM } = institution;
  if (distanceVerdict(straightM, limitM, bandM) === 'beyond') return 'beyond';
  if (UNTOLD.has(finding)) return 'review';
  if (walkM === null) return finding === 'uncertain' ? 'uncertain' : 'beyond';
  return distanceVerdict(walkM, limitM, bandM);
}

/** The institution as a feature: its walk, and the verdict at each limit. */
export function institutionFeature(
  { institution, walk, verdicts }: JudgedInstitution,
  limits: readonly ReachLimit[],
  speedKmh: number,
): Feature<Geometry | null> {
  const { lon, lat, straight_m, ...row } = institution;
  const isReview = verdicts.includes('review');
  const within = limits.find((_, index) => verdicts[index] === 'within');
  return feature(
    { type: 'Point', coordinates: [lon, lat] },
    {
      role: 'institution',
      ...row,
      straight_m,
      walk_m: walk.walkM,
      walk_s: walk.walkM === null ? null : walkSeconds(walk.walkM, speedKmh),
      snap_m: walk.bSnapM,
      within_m: within?.limitM ?? null,
      verdicts: limits.map(({ limitM }, index) => ({ limit_m: limitM, verdict: verdicts[index] })),
      ...(isReview ? { review_reason: walk.finding } : {}),
    },
    row.institution_id,
  );
}
