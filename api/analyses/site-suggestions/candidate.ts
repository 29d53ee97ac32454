import type { LonLat } from '../../geo/lon-lat.ts';
import type { Localized } from '../../localized.ts';

/** A place where a site may stand. */
export interface Candidate extends LonLat {
  /** H3 index as hex text, or the id given. */
  readonly id: string;
  readonly h3: string | null;
  /** null where none is decided. */
  readonly street_id: number | null;
  readonly county_id: number | null;
  /** What the plan says of it, where it was asked. */
  readonly plan?: {
    readonly status: 'open' | 'review';
    readonly reasons: readonly {
      readonly rule: string;
      readonly clause: string;
      readonly reason: Localized;
    }[];
  };
}
