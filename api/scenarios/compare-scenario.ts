import type { Geometry } from 'geojson';
import { type Analysis, type AnalysisContext, feature, type Progress } from '../analyses/analysis.ts';
import type { Warning } from '../analyses/answer-notes.ts';
import { ANALYSES } from '../analyses/registry.ts';
import type { AppliedChange } from './apply-changes.ts';
import { markAnswer } from './ask-scenario.ts';
import { type FiguresByArea, MEASURE, type MeasureId } from './comparison-measures.ts';
import { type Comparison, type ComparisonRow, comparisonRow } from './comparison-table.ts';
import { drawAreas } from './scenario-queries.ts';
import type { Scenario } from './scenario-record.ts';
import { tryChanges } from './try-changes.ts';

export interface ComparisonQuestion {
  readonly asOf: string;
  readonly perArea: 'county' | 'street';
  /** Parsed inputs of the question behind each measure that is asked for. */
  readonly inputs: Readonly<Partial<Record<MeasureId, Record<string, unknown>>>>;
}

interface Asked {
  readonly before: FiguresByArea;
  readonly warnings: readonly Warning[];
}

/**
 * The same questions before and after a scenario, both of one state of the data: a row an area and measure-wise figures
 * before, after and their difference; areas whose figures change come first.
 */
export function compareScenario(
  { db, ...context }: AnalysisContext,
  scenario: Scenario,
  question: ComparisonQuestion,
  progress: Progress,
): Promise<Comparison> {
  const measures = (Object.keys(question.inputs) as MeasureId[]).sort();
  return tryChanges(db, scenario.changes, async (tx, apply) => {
    const steps = measures.length * 2;
    const ask = async (measure: MeasureId, step: number) => {
      const analysis = analysisOf(measure);
      const answer = await analysis.run(
        { ...context, db: tx },
        question.inputs[measure] ?? {},
        (done, message) => progress((step + done) / steps, message),
      );
      return { figures: MEASURE[measure].read(answer), warnings: warningsOf(answer) };
    };
    const before = new Map<MeasureId, Asked>();
    for (const [index, measure] of measures.entries()) {
      const { figures, warnings } = await ask(measure, index);
      before.set(measure, { before: figures, warnings });
    }
    const applied = await apply();
    const rows = new Map<string, ComparisonRow>();
    const warnings = [...before.values()].flatMap((asked) => asked.warnings);
    for (const [index, measure] of measures.entries()) {
      const after = await ask(measure, measures.length + index);
      warnings.push(...after.warnings);
      const { before: earlier } = before.get(measure) as Asked;
      for (const code of new Set([...earlier.keys(), ...after.figures.keys()]))
        rows.set(
          code,
          comparisonRow(rows.get(code) ?? { code, figures: {}, changed: false }, {
            before: earlier.get(code),
            after: after.figures.get(code),
          }),
        );
    }
    return answerOf(tx, scenario, applied, question, rows, distinct(warnings));
  });
}

async function answerOf(
  tx: AnalysisContext['db'],
  scenario: Scenario,
  applied: readonly AppliedChange[],
  { asOf, perArea, inputs }: ComparisonQuestion,
  rows: ReadonlyMap<string, ComparisonRow>,
  warnings: readonly Warning[],
): Promise<Comparison> {
  const { '': whole, ...named } = Object.fromEntries(rows);
  const areas = await drawAreas(tx, { codes: Object.keys(named), level: perArea, asOf });
  const drawn = new Map(areas.map((area) => [area.code, area]));
  const table = Object.values(named)
    .map((row) => ({
      ...row,
      name: drawn.get(row.code)?.name ?? null,
      name_en: drawn.get(row.code)?.name_en ?? null,
    }))
    .sort((a, b) => Number(b.changed) - Number(a.changed) || (a.code < b.code ? -1 : 1));
  const answer = {
    type: 'FeatureCollection' as const,
    asOf,
    parameters: { per_area: perArea, measures: inputs },
    warnings: [...warnings],
    total: whole?.figures ?? null,
    table,
    features: table.map((row) => {
      const geometry = drawn.get(row.code)?.geometry;
      const { figures, ...about } = row;
      return feature(
        geometry === undefined ? null : (JSON.parse(geometry) as Geometry),
        { ...about, ...flat(figures) },
        row.code,
      );
    }),
  };
  return markAnswer(answer, scenario, applied) as unknown as Comparison;
}

/** `covered_before`, `covered_after`, `covered_change` … as map clients and spreadsheets want them. */
export function flat(figures: ComparisonRow['figures']): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, { before, after, change }]) => [
      [`${name}_before`, before],
      [`${name}_after`, after],
      ...(change === undefined ? [] : [[`${name}_change`, change]]),
    ]),
  );
}

function analysisOf(measure: MeasureId): Analysis {
  const { analysis: id } = MEASURE[measure];
  const found = ANALYSES.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no analysis ${id}`);
  return found;
}

function warningsOf(answer: object): readonly Warning[] {
  return (answer as { warnings?: readonly Warning[] }).warnings ?? [];
}

function distinct(warnings: readonly Warning[]): Warning[] {
  return [
    ...new Map(
      warnings.filter(({ code }) => code !== 'truncated').map((one) => [one.code + one.en, one]),
    ).values(),
  ];
}
