import type { Database } from '../../db/database.ts';
import type { QuestionArea } from '../area-of-question.ts';
import { listEligibleCells } from '../eligible-zones/list-eligible-cells.ts';
import type { ZoneQuestion } from '../eligible-zones/zone-question.ts';
import type { Candidate } from './candidate.ts';

export interface EligibleCandidates {
  readonly candidates: readonly Candidate[];
  /** Cells of the area by what the plan says of them. */
  readonly counts: { readonly open: number; readonly review: number; readonly closed: number };
  readonly lacksNetwork: boolean;
  readonly isSynthetic: boolean;
}

/**
 * The cells in which the plan leaves room, as candidates; with `includeReview` also those that a person must decide. Throws
 * InvalidInputError as `listEligibleCells` does, naming the input of this question.
 */
export async function listEligibleCandidates(
  db: Database,
  question: ZoneQuestion & {
    readonly area: QuestionArea;
    readonly resolution: number;
    readonly includeReview: boolean;
  },
  run: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
): Promise<EligibleCandidates> {
  const { cells, lacksNetwork, isSynthetic } = await listEligibleCells(db, question, run);
  const counts = { open: 0, review: 0, closed: 0 };
  const candidates: Candidate[] = [];
  for (const { h3, lon, lat, status, reasons, judged } of cells) {
    counts[status] += 1;
    if (status === 'closed' || (status === 'review' && !question.includeReview)) continue;
    candidates.push({
      id: h3,
      h3,
      lon,
      lat,
      street_id: judged.street?.areaId ?? null,
      county_id: judged.county?.areaId ?? null,
      plan: { status, reasons: reasons.map(({ rule, clause, reason }) => ({ rule, clause, reason })) },
    });
  }
  return { candidates, counts, lacksNetwork, isSynthetic };
}
