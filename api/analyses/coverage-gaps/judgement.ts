import type { Feature, Geometry } from 'geojson';
import type { Database } from '../../db/database.ts';
import type { Warning } from '../answer-notes.ts';
import type { QuestionArea } from '../area-of-question.ts';
import type { Surface } from '../points/population-surface.ts';
import type { Selection } from '../selection.ts';
import type { Site } from '../site-input.ts';
import type { AreaCoverage, Coverage } from './figures.ts';
import type { Gain } from './gain.ts';

/** A question whose inputs are resolved. */
export interface CoverageQuestion {
  readonly db: Database;
  readonly signal: AbortSignal;
  readonly surface: Surface;
  readonly asOf: string;
  readonly selection: Pick<Selection, 'typeNo' | 'kind' | 'typeScheme'> & { readonly service: string | null };
  readonly area: QuestionArea | null;
  readonly perArea: 'county' | 'street';
  /** Most cells listed. */
  readonly limit: number;
  readonly dissolve: boolean;
  /** A site added in thought. */
  readonly added: Site | null;
}

/** Coverage as one metric judges it. */
export interface CoverageJudgement {
  /** Of the cells in scope; its cells are 0 where there are none. */
  readonly summary: Coverage;
  readonly areas: AreaCoverage[];
  /** Cells on the border of the area asked about, which the summary leaves out. */
  readonly edge: { readonly cells: number; readonly residents: number };
  /** Cells with residents that are not surely covered. */
  readonly openCells: number;
  /** Those listed, most residents first. */
  readonly cells: Feature<Geometry | null>[];
  /** Every uncovered cell with residents, when they are to be dissolved. */
  readonly gapCells: readonly string[];
  readonly gain: Gain | null;
  readonly warnings: readonly Warning[];
  /** Institutions that it rests on are synthetic. */
  readonly isSynthetic: boolean;
}
