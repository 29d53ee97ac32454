import type { SameTypeContext } from './same-type-concern.ts';
import { type Doubt, doubtsOfData, doubtsOfNeighbours } from './same-type-doubts.ts';
import { type Judged, judgeNeighbours } from './same-type-neighbours.ts';

/** The comparison for one type and one radius that the applicant may have. */
export interface Comparison {
  readonly verdict: 'clear' | 'conflict' | 'open';
  readonly radiusM: number;
  readonly judged: readonly Judged[];
  readonly within: readonly Judged[];
  readonly doubts: readonly Doubt[];
}

/** Counts who conflicts and who might; radius in metres, `sameServiceOnly` = only those that have what is asked for. */
export function compareWithin(
  context: SameTypeContext,
  type: number | null,
  radiusM: number,
  sameServiceOnly: boolean,
): Comparison {
  const judged = judgeNeighbours(context, { type, radiusM, sameServiceOnly });
  const within = judged.filter(({ relation }) => relation === 'within');
  const doubtful = judged.filter(({ relation }) => relation !== 'within' && relation !== 'beyond');
  const ofData = doubtsOfData(context.facts, radiusM);
  const { maxWithin } = context.parameters;
  const verdict =
    within.length > maxWithin
      ? 'conflict'
      : within.length + doubtful.length <= maxWithin && ofData.length === 0
        ? 'clear'
        : 'open';
  const doubts = verdict === 'open' ? [...doubtsOfNeighbours(doubtful), ...ofData] : [];
  return { verdict, radiusM, judged, within, doubts };
}
