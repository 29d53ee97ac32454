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
import { listAreaNames } from '../points/area-names.ts';
import {
  describeSurface,
  findSurface,
  laterSurfaceWarning,
  surfaceWarnings,
} from '../points/population-surface.ts';
import {
  type AccessibilityInput,
  type accessibilityOutput,
  DEFAULT_CATCHMENT_M,
} from './accessibility-input.ts';
import { computeAccess } from './compute-access.ts';
import { byAccess, cellFeature, rankAreas, spreadOf } from './figures.ts';
import { resolveModel } from './model-input.ts';
import {
  ACCESS_UNTYPED,
  doubtWarnings,
  edgeWarning,
  NO_CELLS_WARNING,
  NO_SELECTED_WARNING,
  NOTES,
  unplacedWarning,
} from './notes.ts';
import { byCrowding, isIn, summariseSupply, supplierFeature } from './suppliers.ts';
import { bedCategoryOf, UNITS } from './supply.ts';

/** Answers the question. Throws InvalidInputError for inputs that do not fit together or a missing network. */
export async function answerAccessibility(
  { db, signal }: AnalysisContext,
  given: AccessibilityInput,
  progress: Progress,
): Promise<AnswerOf<typeof accessibilityOutput>> {
  const { asOf, limit, perArea, supply: measure } = given;
  const metric = resolveMetric(
    given.metric === 'straight' ? { ...given, radiusM: given.radiusM ?? DEFAULT_CATCHMENT_M } : given,
  );
  const model = resolveModel(given, metric.limitM);
  const bedCategory = bedCategoryOf(given);
  const { typeNo, kind, category, typeScheme } = resolveDefiniteSelection(given, 'optional');
  const service = given.service ?? null;
  const area = await findQuestionArea(db, given, ['city', 'county', 'street']);
  const surface = await findSurface(db, given);
  const network = metric.metric === 'walk' ? await getNetwork(networkOpener(db), metric.network) : null;
  const [data, [unknown]] = await Promise.all([
    describeLoadedData(db),
    countUnknowns(db, { typeNo, kind, service, asOf, typeScheme }),
  ]);
  if (!unknown) throw new Error('count-unknowns gave no row');
  const selection = { typeNo, kind, service, typeScheme, asOf };
  const computed = surface
    ? await computeAccess(
        db,
        {
          surfaceId: surface.surface_id,
          selection,
          area,
          metric,
          network,
          model,
          supply: measure,
          bedCategory,
        },
        { signal, progress },
      )
    : null;
  const cells = computed?.cells ?? [];
  const names = await listAreaNames(
    db,
    cells.flatMap(({ cell }) => [cell.street_id, cell.county_id]),
  );
  const summary = computed && computed.places.count > 0 ? spreadOf(cells) : null;
  const supply =
    computed &&
    summariseSupply(computed.suppliers, computed.shares, {
      area,
      unit: UNITS[measure],
      deliveredInArea: cells.reduce((sum, one) => sum + (one.per1000 * one.cell.population) / 1000, 0),
    });
  const listed = [...cells].sort(byAccess).slice(0, limit);
  const own = (computed?.suppliers ?? []).filter(
    ({ supplier, status }) => status !== 'none' && isIn(supplier, area),
  );
  const institutions = given.listInstitutions ? [...own].sort(byCrowding).slice(0, limit) : [];
  const total = cells.length + (given.listInstitutions ? own.length : 0);
  const shown = listed.length + institutions.length;
  const edge = (computed?.places.edge ?? []).filter(({ population }) => population > 0);
  const isSynthetic =
    (surface?.is_synthetic ?? data.has_synthetic_areas) ||
    hasSyntheticVersion(network) ||
    (computed?.isSynthetic ?? false);
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
      supply: measure,
      bed_category: bedCategory,
      ...model.parameters,
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
      per_area: perArea,
      unit: `${UNITS[measure]} per 1,000 residents`,
    },
    summary,
    areas: computed ? rankAreas(cells, perArea, names) : [],
    supply,
    population: surface ? describeSurface(surface) : null,
    notes: NOTES,
    dataVersions: {
      institutions: data.institutions,
      population: surface?.code ?? null,
      type_scheme: typeScheme,
      ...(network ? { walking_network: namedVersions(network) } : {}),
    },
    warnings: [
      ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
      ...surfaceWarnings(surface),
      ...(computed && computed.places.count === 0 ? [NO_CELLS_WARNING] : []),
      ...edgeWarning(
        edge.length,
        edge.reduce((sum, { population }) => sum + population, 0),
      ),
      ...(data.has_institutions ? [] : [NO_INSTITUTIONS_WARNING]),
      ...(data.has_institutions && !unknown.has_designated ? [NO_SELECTED_WARNING] : []),
      ...laterSurfaceWarning(surface, asOf),
      ...unplacedWarning(unknown.unplaced),
      ...untypedWarning(unknown.untyped, ACCESS_UNTYPED),
      ...(supply ? doubtWarnings(summary, supply) : []),
      ...(total > shown
        ? [
            truncatedWarning(shown, total, {
              zh: '提高 limit 或用 area 缩小范围；各项指标仍为完整结果。',
              en: 'raise limit, or narrow by area; the figures are complete.',
            }),
          ]
        : []),
    ],
    isSynthetic,
    numberReturned: shown,
    truncated: total > shown,
    features: [...listed.map((cell) => cellFeature(cell, names)), ...institutions.map(supplierFeature)],
  } satisfies Answer;
}
