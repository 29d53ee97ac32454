import { InvalidInputError } from '../../errors.ts';
import type { AnalysisContext, Answer, AnswerOf, Progress } from '../analysis.ts';
import {
  describeLoadedData,
  NO_INSTITUTIONS_WARNING,
  SYNTHETIC_WARNING,
  untypedWarning,
} from '../answer-notes.ts';
import { areaParameter, findQuestionArea } from '../area-of-question.ts';
import {
  COVERAGE_UNTYPED,
  edgeWarning,
  NO_CELLS_WARNING,
  NO_SELECTED_WARNING,
  unplacedWarning,
  unsnappedWarning,
} from '../coverage-gaps/warnings.ts';
import { resolveDefiniteSelection } from '../definite-selection.ts';
import { zoneArea } from '../eligible-zones/zone-area.ts';
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
import { checkCandidateInputs } from './candidates.ts';
import { type FoundSuggestions, findSuggestions } from './find-suggestions.ts';
import { resolvePlan } from './plan-of-question.ts';
import { solverText } from './solver-text.ts';
import type { SuggestionInput } from './suggestion-input.ts';
import {
  inDoubtWarning,
  LACKS_NETWORK_WARNING,
  MODEL_LIMITS_WARNING,
  NO_CANDIDATES_WARNING,
  notSnappedWarning,
  rejectedWarning,
  SUGGESTION_LABEL,
  uncoverableWarning,
  unknownWaysWarning,
  unplacedCandidatesWarning,
  withoutLineWarning,
} from './suggestion-notes.ts';
import type { suggestionOutput } from './suggestion-output.ts';

/** Suggests sites by the model asked for. Throws InvalidInputError for inputs that do not fit together or are too large. */
export async function answerSuggestions(
  { db, signal }: AnalysisContext,
  given: SuggestionInput,
  progress: Progress,
): Promise<AnswerOf<typeof suggestionOutput>> {
  const { asOf, model, perArea } = given;
  checkModel(given);
  checkCandidateInputs(given);
  const metric = resolveMetric(given);
  const { typeNo, kind, category, typeScheme } = resolveDefiniteSelection(given, 'needed');
  const service = given.service ?? null;
  const plan = resolvePlan(given);
  const minSeparationM = given.minSeparationM ?? plan?.separationM ?? 0;
  const area = plan
    ? await zoneArea(db, plan.zone.plan, given)
    : await findQuestionArea(db, given, ['city', 'county', 'street']);
  const surface = await findSurface(db, given);
  const network = metric.metric === 'walk' ? await getNetwork(networkOpener(db), metric.network) : null;
  const [data, [unknown]] = await Promise.all([
    describeLoadedData(db),
    countUnknowns(db, { typeNo, kind, service, asOf, typeScheme }),
  ]);
  if (!unknown) throw new Error('count-unknowns gave no row');
  const selection = { typeNo, kind, service, typeScheme };
  const found = surface
    ? await findSuggestions(
        { db, signal, given, metric, network, selection, area, surface, plan, minSeparationM },
        progress,
      )
    : null;
  const isSynthetic =
    (surface?.is_synthetic ?? data.has_synthetic_areas) ||
    hasSyntheticVersion(network) ||
    (found?.isSynthetic ?? false);
  progress(1, 'Done');
  return {
    type: 'FeatureCollection',
    asOf,
    label: SUGGESTION_LABEL,
    parameters: {
      area: areaParameter(area),
      type_no: typeNo,
      category,
      typeScheme,
      kind,
      service,
      model,
      p: given.p ?? null,
      ...(model === 'backup' ? { backup_share: given.backupShare, cover_all: given.coverAll } : {}),
      metric: metric.metric,
      limit_m: metric.limitM,
      ...(metric.metric === 'walk'
        ? {
            minutes: metric.minutes,
            speed_kmh: metric.speedKmh,
            max_snap_m: metric.maxSnapM,
            network: metric.network ?? null,
          }
        : {}),
      candidates: given.candidates,
      candidate_resolution: given.candidateResolution ?? null,
      min_separation_m: minSeparationM,
      separation_measured: 'straight line',
      ...(plan
        ? {
            plan: plan.zone.plan.id,
            plan_version: plan.zone.plan.version,
            plan_status: plan.zone.plan.status,
            include_review: given.includeReview,
            distance_rules: plan.distanceRules,
          }
        : {}),
      cap_per_area: given.capPerArea ?? null,
      caps: given.caps ?? null,
      per_area: perArea,
    },
    summary: found?.summary ?? null,
    solver: found?.solved
      ? {
          model: found.model,
          status: found.solved.status,
          objective: found.solved.objective,
          bound: found.solved.bound,
          gap: found.solved.gap,
          bound_from: found.solved.boundFrom,
          found_by: found.solved.foundBy,
          solver: 'HiGHS',
          time_limit_s: given.timeLimitS,
          size: { ...found.solved.size },
          text: solverText(found.model, found.solved, given.timeLimitS),
        }
      : null,
    areas: found?.areas ?? [],
    candidates: found?.candidates ?? NO_CANDIDATES,
    annualPlan: found?.annualPlan ?? null,
    population: surface ? describeSurface(surface) : null,
    dataVersions: {
      institutions: data.institutions,
      population: surface?.code ?? null,
      type_scheme: typeScheme,
      ...(network ? { walking_network: namedVersions(network) } : {}),
    },
    warnings: [
      ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
      MODEL_LIMITS_WARNING,
      ...surfaceWarnings(surface),
      ...(data.has_institutions ? [] : [NO_INSTITUTIONS_WARNING]),
      ...(data.has_institutions && !unknown.has_designated ? [NO_SELECTED_WARNING] : []),
      ...laterSurfaceWarning(surface, asOf),
      ...unplacedWarning(unknown.unplaced),
      ...untypedWarning(unknown.untyped, COVERAGE_UNTYPED),
      ...(found ? warningsOf(found) : []),
    ],
    isSynthetic,
    numberReturned: found?.features.length ?? 0,
    truncated: false,
    features: found?.features ?? [],
  } satisfies Answer;
}

const NO_CANDIDATES = {
  total: 0,
  too_near_existing: 0,
  perhaps_too_near_existing: 0,
  area_not_decided: 0,
  not_snapped: 0,
  eligible: null,
  rejected: [],
};

function warningsOf(found: FoundSuggestions) {
  const { candidates, summary, edge } = found;
  return [
    ...(summary ? [] : [NO_CELLS_WARNING]),
    ...(candidates.total === 0 ? [NO_CANDIDATES_WARNING] : []),
    ...edgeWarning(edge.cells, edge.residents),
    ...inDoubtWarning(found.setAside.cells, found.setAside.residents),
    ...uncoverableWarning(summary?.uncoverable_cells ?? 0, summary?.uncoverable ?? 0),
    ...unsnappedWarning(found.institutionsNotSnapped),
    ...notSnappedWarning(candidates.not_snapped),
    ...unknownWaysWarning(found.unknownPairs),
    ...(found.lacksNetwork ? [LACKS_NETWORK_WARNING] : []),
    ...withoutLineWarning(found.annualPlan?.candidates_without_line ?? 0),
    ...rejectedWarning(candidates.rejected.length),
    ...unplacedCandidatesWarning(candidates.area_not_decided),
  ];
}

function checkModel({ model, p, coverAll }: SuggestionInput): void {
  if (p === undefined && model !== 'lscp')
    throw new InvalidInputError([
      { field: 'p', reason: `model=${model} needs the number of sites`, allowed: '1 to 500' },
    ]);
  if (coverAll && model !== 'backup')
    throw new InvalidInputError([{ field: 'coverAll', value: true, reason: 'belongs to model=backup' }]);
}
