import type { LonLat } from '../../geo/lon-lat.ts';
import type { Facts, NeighbourFact } from '../../policy/facts.ts';

/** The site and who stands near it; accuracies in metres. */
export interface WalkSite {
  readonly site: LonLat & { readonly accuracyM: number };
  readonly neighbours: readonly Pick<
    NeighbourFact,
    'institutionId' | 'lon' | 'lat' | 'distanceM' | 'accuracyM'
  >[];
  readonly type: Facts['type'];
  readonly category: string | undefined;
  readonly applicantId: number | null;
}
