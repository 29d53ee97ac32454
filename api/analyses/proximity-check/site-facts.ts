import type { z } from 'zod';
import type { Selection } from '../selection.ts';
import type { WalkFacts } from './neighbours-on-foot.ts';
import type { describeSite } from './queries.ts';
import type { Totals } from './relations.ts';

/** What a verdict is made from. */
export interface SiteFacts {
  readonly selection: Selection;
  /** The limit in metres, straight or on foot. */
  readonly radiusM: number;
  readonly totals: Totals;
  readonly around: Omit<z.output<typeof describeSite.row>, 'circle'>;
  /** Nobody of the kind is known to be designated on the date, anywhere. */
  readonly isDataSilent: boolean;
  /** What was found on foot; null when the straight line decides. */
  readonly walk: WalkFacts | null;
}
