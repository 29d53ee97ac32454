import type { AnalysisContext, Answer, AnswerOf, Progress } from '../analysis.ts';
import {
  describeLoadedData,
  NO_INSTITUTIONS_WARNING,
  SYNTHETIC_WARNING,
  truncatedWarning,
  untypedWarning,
} from '../answer-notes.ts';
import { areaParameter, findQuestionArea } from '../area-of-question.ts';
import { resolveDefiniteSelection } from '../definite-selection.ts';
import { resolveMetric } from '../metric-input.ts';
import { countUnknowns } from '../nearest/queries.ts';
import {
  getNetwork,
  hasSyntheticVersion,
  namedVersions,
  networkOpener,
} from '../on-foot/network-of-question.ts';
import {
  describeSurface,
  findSurface,
  laterSurfaceWarning,
  surfaceWarnings,
} from '../points/population-surface.ts';
import { resolveAddedSite } from './added-site.ts';
import type { CoverageInput, coverageOutput } from './coverage-input.ts';
import { gapFeatures } from './figures.ts';
import { judgeOnFoot } from './judge-on-foot.ts';
import { judgeInStraightLine } from './judge-straight.ts';
import type { CoverageJudgement } from './judgement.ts';
import {
  COVERAGE_UNTYPED,
  edgeWarning,
  NO_CELLS_WARNING,
  NO_SELECTED_WARNING,
  unplacedWarning,
} from './warnings.ts';

/** Answers the question by the metric asked for. Throws InvalidInputError for inputs that do not fit together or a missing network. */
export async function answerCoverage(
  { db, signal }: AnalysisContext,
  given: CoverageInput,
  progress: Progress,
): Promise<AnswerOf<typeof coverageOutput>> {
  const { asOf, limit, perArea, dissolve } = given;
  const metric = resolveMetric(given);
  const { typeNo, kind, category, typeScheme } = resolveDefiniteSelection(given, 'optional');
  const service = given.service ?? null;
  const added = resolveAddedSite(given);
  const area = await findQuestionArea(db, given, ['city', 'county', 'street']);
  const surface = await findSurface(db, given);
  const network = metric.metric === 'walk' ? await getNetwork(networkOpener(db), metric.network) : null;
  const [data, [unknown]] = await Promise.all([
    describeLoadedData(db),
    countUnknowns(db, { typeNo, kind, service, asOf, typeScheme }),
  ]);
  if (!unknown) throw new Error('count-unknowns gave no row');
  const selection = { typeNo, kind, service, typeScheme };
  const question = { db, signal, asOf, selection, area, perArea, limit, dissolve, added };
  let judged: CoverageJudgement | null = null;
  if (surface && metric.metric === 'walk' && network)
    judged = await judgeOnFoot({ ...question, surface }, metric, network, progress);
  else if (surface) judged = await judgeInStraightLine({ ...question, surface }, metric.limitM);
  const cells = judged?.cells ?? [];
  const open = judged?.openCells ?? 0;
  const isSynthetic =
    (surface?.is_synthetic ?? data.has_synthetic_areas) ||
    hasSyntheticVersion(network) ||
    (judged?.isSynthetic ?? false);
  return {
    type: 'FeatureCollection',
    asOf,
    parameters: {
      area: areaParameter(area),
      type_no: typeNo,
      category,
      typeScheme,
      kind,
      service,
      ...(metric.metric === 'straight'
        ? { radius_m: metric.limitM }
        : {
            metric: 'walk',
            limit_m: metric.limitM,
            minutes: metric.minutes,
            speed_kmh: metric.speedKmh,
            max_snap_m: metric.maxSnapM,
            network: metric.network ?? null,
          }),
      per_area: perArea,
      measured: MEASURED[metric.metric],
    },
    summary: judged && judged.summary.cells > 0 ? judged.summary : null,
    areas: judged?.areas ?? [],
    population: surface ? describeSurface(surface) : null,
    dataVersions: {
      institutions: data.institutions,
      population: surface?.code ?? null,
      type_scheme: typeScheme,
      ...(network ? { walking_network: namedVersions(network) } : {}),
    },
    warnings: [
      ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
      ...surfaceWarnings(surface),
      ...(judged && judged.summary.cells === 0 ? [NO_CELLS_WARNING] : []),
      ...edgeWarning(judged?.edge.cells ?? 0, judged?.edge.residents ?? 0),
      ...(data.has_institutions ? [] : [NO_INSTITUTIONS_WARNING]),
      ...(data.has_institutions && !unknown.has_designated ? [NO_SELECTED_WARNING] : []),
      ...laterSurfaceWarning(surface, asOf),
      ...unplacedWarning(unknown.unplaced),
      ...untypedWarning(unknown.untyped, COVERAGE_UNTYPED),
      ...(judged?.warnings ?? []),
      ...(open > cells.length
        ? [
            truncatedWarning(cells.length, open, {
              zh: '提高 limit 或用 area 缩小范围。',
              en: 'raise limit, or narrow by area.',
            }),
          ]
        : []),
    ],
    isSynthetic,
    numberReturned: cells.length,
    truncated: open > cells.length,
    ...(added ? { gain: judged?.gain ?? null } : {}),
    features: [...cells, ...gapFeatures(judged?.gapCells ?? [])],
  } satisfies Answer;
}

const MEASURED = {
  straight: 'straight line from the centre of each cell',
  walk: 'walk along the network from the centre of each cell, the ways to and from the network included',
};
