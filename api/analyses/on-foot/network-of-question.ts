import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import { openWalkNetwork } from '../../walking/open-walk-network.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';

/** Opens the version of that code, or the active ones; null when none is loaded. */
export type OpenNetwork = (code: string | undefined) => Promise<WalkNetwork | null>;

/** Opens each version once, so that all questions of a batch are answered by the same network. */
export function networkOpener(db: Database): OpenNetwork {
  const opened = new Map<string | undefined, Promise<WalkNetwork | null>>();
  return (code) => {
    const known = opened.get(code);
    if (known) return known;
    const opening = openWalkNetwork(db, code === undefined ? {} : { network: code });
    opened.set(code, opening);
    return opening;
  };
}

/** For questions that mean nothing without a network. Throws InvalidInputError on `field` where none is loaded. */
export async function getNetwork(
  open: OpenNetwork,
  code: string | undefined,
  field: 'metric' | 'network' = 'metric',
): Promise<WalkNetwork> {
  const network = await open(code);
  if (network) return network;
  throw new InvalidInputError([
    {
      field,
      ...(field === 'metric' ? { value: 'walk' } : {}),
      reason: 'no walking network is loaded or active',
      allowed: `import one first (dingdian import network FILE)${field === 'metric' ? ', or metric=straight' : ''}`,
    },
  ]);
}

/** The versions of the network as an answer names them (`dataVersions.walking_network`). */
export function namedVersions(network: Pick<WalkNetwork, 'versions'>) {
  return network.versions.map(({ code, area, source, sourceDate, isSynthetic }) => ({
    code,
    area,
    source,
    source_date: sourceDate,
    is_synthetic: isSynthetic,
  }));
}

export function hasSyntheticVersion(network: Pick<WalkNetwork, 'versions'> | null): boolean {
  return network?.versions.some((version) => version.isSynthetic) ?? false;
}
