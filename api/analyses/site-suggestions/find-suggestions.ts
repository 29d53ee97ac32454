import type { Feature, Geometry } from 'geojson';
import { runInThread } from '../../compute/run-in-thread.ts';
import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import { rankSites } from '../../siting/rank-sites.ts';
import type { SitingAnswer, SitingModel } from '../../siting/siting-problem.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import type { AnswerOf, Progress } from '../analysis.ts';
import type { QuestionArea } from '../area-of-question.ts';
import type { Metric } from '../metric-input.ts';
import { listAreaNames } from '../points/area-names.ts';
import { type DemandCell, listDemandCells } from '../points/demand-cells.ts';
import { type DesignatedSelection, listDesignatedPoints } from '../points/designated-points.ts';
import type { Surface } from '../points/population-surface.ts';
import { annualPlanCaps } from './annual-plan-caps.ts';
import { capsOf } from './area-caps.ts';
import { buildProblem } from './build-problem.ts';
import { measureCandidateReach } from './candidate-reach.ts';
import { listCandidates } from './candidates.ts';
import { capsOfPlan, usedLines } from './caps-of-plan.ts';
import { type AreaEffect, effectsByArea, sumEffects } from './effects.ts';
import { coversAfter, meanDistances } from './effects-of-choice.ts';
import { measureExistingCover } from './existing-cover.ts';
import type { PlanOfQuestion } from './plan-of-question.ts';
import { applySeparation } from './separation.ts';
import { SHOWN_LIMITS, suggestionFeatures } from './suggestion-features.ts';
import type { SuggestionInput } from './suggestion-input.ts';
import type { suggestionOutput } from './suggestion-output.ts';

type Answered = AnswerOf<typeof suggestionOutput>;

export interface SitingQuestion {
  readonly db: Database;
  readonly signal: AbortSignal;
  readonly given: SuggestionInput;
  readonly metric: Metric;
  readonly network: WalkNetwork | null;
  readonly selection: Pick<DesignatedSelection, 'typeNo' | 'kind' | 'service' | 'typeScheme'>;
  readonly area: QuestionArea | null;
  readonly surface: Surface;
  readonly plan: PlanOfQuestion | null;
  readonly minSeparationM: number;
}

export interface FoundSuggestions {
  readonly model: SitingModel;
  /** null when there is no cell to cover. */
  readonly summary: Answered['summary'];
  readonly solved: SitingAnswer | null;
  readonly areas: AreaEffect[];
  readonly candidates: Answered['candidates'];
  readonly annualPlan: Answered['annualPlan'];
  readonly lacksNetwork: boolean;
  readonly features: Feature<Geometry | null>[];
  readonly edge: { readonly cells: number; readonly residents: number };
  readonly setAside: { readonly cells: number; readonly residents: number };
  readonly institutionsNotSnapped: number;
  readonly unknownPairs: number;
  readonly isSynthetic: boolean;
}

/** Positions of institutions are at worst known to so many metres. */
const GREATEST_ACCURACY_M = 5_000;
const MOST_UNCOVERABLE_LISTED = 200;
/** More cells are refused, with how to have fewer. */
const MAX_CELLS = 100_000;

/** Measures, solves in a thread, ranks; `progress` is told, `signal` ends the work. */
export async function findSuggestions(
  question: SitingQuestion,
  progress: Progress,
): Promise<FoundSuggestions> {
  const { db, signal, given, metric, network, selection, area, surface, plan, minSeparationM } = question;
  const { asOf, perArea } = given;
  progress(0, 'Reading cells, candidates and institutions');
  const all = await listDemandCells(db, { surfaceId: surface.surface_id, asOf, area });
  const cells = all.filter((cell) => !cell.on_edge);
  const onEdge = all.filter((cell) => cell.on_edge);
  if (cells.length > MAX_CELLS) throw tooManyCells(cells.length);
  const part = (from: number, to: number, message: string) => ({
    signal,
    onProgress: (done: number) => progress(from + done * (to - from), message),
  });
  const { candidates, rejected, eligible } = await listCandidates(
    db,
    given,
    { cells, area, plan, resolution: surface.h3_resolution },
    part(0.02, 0.1, 'Asking where the plan leaves room'),
  );
  const marginM = Math.max(SHOWN_LIMITS * metric.limitM, minSeparationM) + GREATEST_ACCURACY_M;
  const within = area ? { areaId: area.area_id, marginM } : null;
  const institutions = await listDesignatedPoints(db, { ...selection, asOf, within });
  const sameType =
    selection.service === null
      ? institutions
      : await listDesignatedPoints(db, { ...selection, service: null, asOf, within });
  const names = await listAreaNames(db, [
    ...cells.flatMap((cell) => [cell.county_id, cell.street_id]),
    ...candidates.flatMap((candidate) => [candidate.county_id, candidate.street_id]),
  ]);
  const hasOwnCaps = given.capPerArea !== undefined || (given.caps?.length ?? 0) > 0;
  const annual =
    plan && !hasOwnCaps
      ? await annualPlanCaps(db, plan.zone, candidates, part(0.1, 0.15, 'Reading the annual plan'))
      : null;
  const caps = annual ? capsOfPlan(annual) : capsOf(given, candidates, names);
  const means = { db, metric, network };
  const existing = await measureExistingCover(
    means,
    institutions,
    cells,
    part(0.15, 0.25, 'Measuring what existing institutions cover'),
  );
  const reach = await measureCandidateReach(
    means,
    candidates,
    cells,
    part(0.25, 0.5, 'Measuring what candidates would cover'),
  );
  progress(0.5, 'Keeping suggestions apart');
  // The plan has judged each eligible cell against existing institutions itself, with its exceptions.
  const fromExisting = given.candidates !== 'eligible' || given.minSeparationM !== undefined;
  const separation = await applySeparation(db, candidates, fromExisting ? sameType : [], {
    minSeparationM,
    signal,
  });
  const { problem, setAside } = buildProblem(given, metric, {
    cells,
    candidates: candidates.length,
    existing,
    reach,
    separation,
    caps,
  });
  progress(0.55, 'Choosing sites');
  const solved = await runInThread('solve-siting', problem, part(0.55, 0.95, 'Choosing sites'));
  progress(0.95, 'Ranking suggestions');
  const chosen = solved.chosen ?? new Int32Array();
  const ranked = rankSites(problem, chosen);
  const suggested = ranked.map(({ candidate }) => candidates[candidate]!);
  const effects = { cells, setAside, before: existing.surely, after: coversAfter(problem, chosen) };
  const populated = (indexes: Iterable<number>) =>
    [...indexes].filter((index) => cells[index]!.population > 0).length;
  const isIn = (_: DemandCell, index: number) => setAside[index] === 1;
  return {
    model: problem.model,
    summary:
      cells.length === 0
        ? null
        : {
            ...sumEffects(effects, cells.keys()),
            suggestions: ranked.length,
            ...meanDistances(problem, chosen),
            ...uncoverableOf(cells, solved.uncoverable),
          },
    solved,
    areas: effectsByArea(effects, perArea, names, suggested, caps.capOf),
    candidates: {
      total: candidates.length,
      too_near_existing: separation.forbidden.length - separation.perhaps,
      perhaps_too_near_existing: separation.perhaps,
      area_not_decided: caps.unplaced.length,
      not_snapped: reach.unsnapped,
      eligible: eligible?.counts ?? null,
      rejected: [...rejected],
    },
    annualPlan: annual && { lines: usedLines(annual, chosen), candidates_without_line: annual.withoutLine },
    lacksNetwork: eligible?.lacksNetwork ?? false,
    features: await suggestionFeatures(question, ranked, candidates, institutions, names),
    edge: { cells: onEdge.length, residents: residentsOf(onEdge) },
    setAside: {
      cells: populated([...cells.keys()].filter((index) => setAside[index])),
      residents: residentsOf(cells.filter(isIn)),
    },
    institutionsNotSnapped: existing.unsnapped,
    unknownPairs: reach.unknownPairs,
    isSynthetic: institutions.some((point) => point.is_synthetic) || (eligible?.isSynthetic ?? false),
  };
}

function uncoverableOf(cells: readonly DemandCell[], uncoverable: Int32Array) {
  const found = Array.from(uncoverable, (index) => cells[index]!);
  const listed = found.toSorted((a, b) => b.population - a.population || a.cell_id - b.cell_id);
  return {
    uncoverable: residentsOf(found),
    uncoverable_cells: found.length,
    uncoverable_h3: listed.slice(0, MOST_UNCOVERABLE_LISTED).map(({ h3 }) => h3),
  };
}

function residentsOf(cells: readonly DemandCell[]): number {
  return cells.reduce((sum, { population }) => sum + population, 0);
}

function tooManyCells(count: number): InvalidInputError {
  return new InvalidInputError([
    {
      field: 'area',
      value: count,
      reason: `more than ${MAX_CELLS} population cells`,
      allowed: 'a smaller area',
    },
  ]);
}
