import type { Database } from '../../db/database.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import { type AnalysisContext, type Answer, type AnswerOf, feature, type Progress } from '../analysis.ts';
import {
  describeLoadedData,
  NO_INSTITUTIONS_WARNING,
  SYNTHETIC_WARNING,
  truncatedWarning,
  untypedWarning,
  type Warning,
} from '../answer-notes.ts';
import { resolveDefiniteSelection } from '../definite-selection.ts';
import { walkSeconds } from '../metric-input.ts';
import { countUnknowns } from '../nearest/queries.ts';
import {
  getNetwork,
  hasSyntheticVersion,
  namedVersions,
  networkOpener,
} from '../on-foot/network-of-question.ts';
import { resolveSite, type Site } from '../site-input.ts';
import type { IsochroneInput, isochroneOutput } from './isochrone-input.ts';
import { notSnappedReason, reviewWarning, unplacedWarning } from './notes.ts';
import { reachFeatures, reachOf } from './reach-features.ts';
import { type ReachLimit, refuseEdgesOfTheMap, resolveReachLimits } from './reach-limits.ts';
import {
  institutionFeature,
  type JudgedInstitution,
  judgeInstitutions,
  type ReachVerdict,
} from './reached-institutions.ts';

/** Answers the question. Throws InvalidInputError for limits that do not fit, an edge of the map, or a missing network. */
export async function answerIsochrone(
  { db, signal }: AnalysisContext,
  given: IsochroneInput,
  progress: Progress,
): Promise<AnswerOf<typeof isochroneOutput>> {
  const { asOf, maxSnapM } = given;
  const site = resolveSite(given);
  const { limits, speedKmh } = resolveReachLimits(given);
  refuseEdgesOfTheMap(site, (limits.at(-1)?.limitM ?? 0) + maxSnapM);
  const network = await getNetwork(networkOpener(db), given.network, 'network');
  const data = await describeLoadedData(db);
  const reached = reachOf(network, site, limits, maxSnapM);
  progress(0.5, 'Drawing what is reached');
  const drawn = reached ? await reachFeatures(reached, site, speedKmh, signal) : [];
  progress(0.8, 'Judging institutions');
  const asked = given.institutions
    ? await askInstitutions(db, given, { network, site, limits, signal })
    : null;
  const judged = asked?.judged ?? [];
  const listed = judged.slice(0, given.limit);
  const isSynthetic =
    hasSyntheticVersion(network) || judged.some(({ institution }) => institution.is_synthetic);
  const isTruncated = judged.length > listed.length;
  return {
    type: 'FeatureCollection',
    asOf,
    status: reached ? ('reached' as const) : ('review' as const),
    reason: reached ? null : notSnappedReason(maxSnapM),
    limits: limits.map((limit, index) => ({
      limit_m: limit.limitM,
      minutes: limit.minutes,
      limit_s: walkSeconds(limit.limitM, speedKmh),
      reached_km: reached?.reaches[index]?.reachedKm ?? null,
      institutions: asked && countVerdicts(judged, index),
    })),
    parameters: {
      site,
      speed_kmh: speedKmh,
      max_snap_m: maxSnapM,
      network: given.network ?? null,
      institutions: asked?.selection ?? null,
      metric: 'walk along the network, the ways to and from it included',
    },
    dataVersions: {
      walking_network: namedVersions(network),
      ...(asked ? { institutions: data.institutions, type_scheme: given.typeScheme } : {}),
    },
    warnings: [
      ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
      ...(asked && !data.has_institutions ? [NO_INSTITUTIONS_WARNING] : []),
      ...(asked?.warnings ?? []),
      ...(isTruncated
        ? [
            truncatedWarning(listed.length, judged.length, {
              zh: '提高 limit 或缩短距离。',
              en: 'raise limit, or shorten the reach.',
            }),
          ]
        : []),
    ],
    isSynthetic,
    numberReturned: 1 + drawn.length + listed.length,
    truncated: isTruncated,
    features: [
      feature(
        { type: 'Point', coordinates: [site.lon, site.lat] },
        { role: 'site', snap_m: reached?.snap.snapM ?? null },
        'site',
      ),
      ...drawn,
      ...listed.map((item) => institutionFeature(item, limits, speedKmh)),
    ],
  } satisfies Answer;
}

async function askInstitutions(
  db: Database,
  given: IsochroneInput,
  on: { network: WalkNetwork; site: Site; limits: readonly ReachLimit[]; signal: AbortSignal },
) {
  const { asOf, maxSnapM } = given;
  const { typeNo, kind, category, typeScheme } = resolveDefiniteSelection(given, 'optional');
  const selection = { typeNo, kind, service: given.service ?? null, typeScheme };
  const [unknown] = await countUnknowns(db, { ...selection, asOf });
  if (!unknown) throw new Error('count-unknowns gave no row');
  const { network, site, limits, signal } = on;
  const judged = await judgeInstitutions(db, network, site, limits, { maxSnapM, asOf, selection, signal });
  const warnings: Warning[] = [
    ...unplacedWarning(unknown.unplaced),
    ...untypedWarning(unknown.untyped, {
      zh: '未参与判断，可能在范围内',
      en: 'were not judged and could be within reach',
    }),
    ...reviewWarning(judged.filter(({ verdicts }) => verdicts.includes('review')).length),
  ];
  return { judged, warnings, selection: { ...selection, category } };
}

function countVerdicts(judged: readonly JudgedInstitution[], index: number) {
  const count = (verdict: ReachVerdict) =>
    judged.filter(({ verdicts }) => verdicts[index] === verdict).length;
  return { within: count('within'), uncertain: count('uncertain'), review: count('review') };
}
