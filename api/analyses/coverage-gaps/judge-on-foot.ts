import type { WalkNetwork } from '../../walking/walk-network.ts';
import type { Progress } from '../analysis.ts';
import { listAreaNames } from '../points/area-names.ts';
import { listDemandCells } from '../points/demand-cells.ts';
import { listDesignatedPoints } from '../points/designated-points.ts';
import { gainOnFoot } from './gain-on-foot.ts';
import type { CoverageJudgement, CoverageQuestion } from './judgement.ts';
import { listOpenCells } from './open-cells.ts';
import { reviewOpenCells } from './review-of-cells.ts';
import { countReviews, type JudgedCell, rankGroups, sumCells } from './sum-cells.ts';
import { SHOWN_LIMITS, type WalkMetric, walkToCells } from './walks-of-cells.ts';
import { reviewWarnings, unsnappedWarning } from './warnings.ts';

const GREATEST_ACCURACY_M = 5_000;

/** Judges every cell by the walk from its centre; `progress` is told, `question.signal` ends the work. */
export async function judgeOnFoot(
  question: CoverageQuestion,
  metric: WalkMetric,
  network: WalkNetwork,
  progress: Progress,
): Promise<CoverageJudgement> {
  const { db, signal, surface, asOf, selection, area, perArea, added } = question;
  progress(0, 'Reading cells and institutions');
  const all = await listDemandCells(db, { surfaceId: surface.surface_id, asOf, area });
  // Institutions around the area count as far as the nearest one of a cell is told.
  const marginM = SHOWN_LIMITS * metric.limitM + GREATEST_ACCURACY_M;
  const within = area ? { areaId: area.area_id, marginM } : null;
  const institutions = await listDesignatedPoints(db, { ...selection, asOf, within });
  const cells = all.filter((cell) => !cell.on_edge);
  const onEdge = all.filter((cell) => cell.on_edge);
  progress(0.1, 'Walking from all institutions at once');
  const { found, nearest } = await walkToCells(network, cells, institutions, metric, {
    signal,
    onProgress: (done) => progress(0.1 + done * 0.6, 'Walking from all institutions at once'),
  });
  const open = [...found.keys()].filter((index) => found[index] === 'open');
  progress(0.7, 'Judging what is not reached');
  const reasons = await reviewOpenCells(db, network, { cells, open }, institutions, nearest, metric, {
    signal,
  });
  const reasonOf = new Map(open.map((index, place) => [index, reasons[place] ?? null]));
  const judged = cells.map((cell, index): JudgedCell => {
    const walk = found[index] ?? 'open';
    if (walk === 'contradictory') return { cell, index, verdict: 'review', reason: 'contradictory' };
    if (walk !== 'open') return { cell, index, verdict: walk, reason: null };
    const reason = reasonOf.get(index) ?? null;
    return { cell, index, verdict: reason ? 'review' : 'uncovered', reason };
  });
  progress(0.85, 'Adding up by area');
  const names = await listAreaNames(
    db,
    cells.flatMap((cell) => [cell.county_id, cell.street_id]),
  );
  const summary = sumCells(judged);
  const notCovered = judged.filter(({ cell, verdict }) => verdict !== 'covered' && cell.population > 0);
  const gain = added
    ? await gainOnFoot(question, { metric, network, names }, added, summary, notCovered)
    : null;
  const features = await listOpenCells(question, notCovered, {
    nearest,
    institutions,
    speedKmh: metric.speedKmh,
    names,
    gainers: gain ? new Set(gain.cellIds) : null,
  });
  progress(1, 'Done');
  return {
    summary,
    areas: rankGroups(judged, perArea, names),
    edge: {
      cells: onEdge.length,
      residents: onEdge.reduce((sum, { population }) => sum + population, 0),
    },
    openCells: notCovered.length,
    cells: features,
    gapCells: question.dissolve
      ? notCovered.filter(({ verdict }) => verdict === 'uncovered').map(({ cell }) => cell.h3)
      : [],
    gain: gain?.gain ?? null,
    warnings: [
      ...unsnappedWarning(nearest.sourceSnapM.filter(Number.isNaN).length),
      ...reviewWarnings(countReviews(notCovered)),
    ],
    isSynthetic: institutions.some((point) => point.is_synthetic),
  };
}
