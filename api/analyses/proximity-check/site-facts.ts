import type { z } from 'zod';
import type { Selection } from '../selection.ts';
import type { WalkFacts } from './neighbours-on-foot.ts';
import type { describeSite, Neighbour } from './queries.ts';

/** How many institutions stand in each relation to the site; the listed ones may be fewer. */
export type Totals = Readonly<Record<Exclude<Neighbour['relation'], 'beyond'>, number>>;

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
