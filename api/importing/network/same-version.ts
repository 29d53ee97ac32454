import { ConflictError } from '../../errors.ts';
import { GRAPH_FORMAT } from '../../network/pack/layout.ts';
import type { StoredNetwork } from '../../walking/stored-networks.ts';
import type { NetworkImport } from './network-job.ts';

/** Whether a stored version is what the import would make: the same file and profile, and nothing said otherwise about it. */
export function sameVersion(stored: StoredNetwork, job: NetworkImport): boolean {
  return listDifferences(stored, job).length === 0;
}

/** Throws the ConflictError that names what differs. */
export function refuseOther(stored: StoredNetwork, job: NetworkImport): never {
  const differences = listDifferences(stored, job);
  throw new ConflictError(
    `there is a walking network ${stored.code} of other content (${differences.join(', ')}): choose another code, or replace it`,
    [
      {
        field: 'code',
        value: stored.code,
        reason: `is taken by a version that differs in ${differences.join(', ')}`,
        allowed: 'another code, or replace (--replace)',
      },
    ],
  );
}

function listDifferences(stored: StoredNetwork, { options, sha256, loaded }: NetworkImport): string[] {
  const stated = <T>(given: T | undefined, held: T) => given !== undefined && given !== held;
  return Object.entries({
    file: stored.sha256 !== sha256,
    profile: stored.profileHash !== loaded.hash,
    area: stored.area !== options.area,
    titleZh: stated(options.titleZh, stored.titleZh),
    titleEn: stated(options.titleEn, stored.titleEn),
    source: stated(options.source, stored.source),
    sourceDate: stated(options.sourceDate, stored.sourceDate),
    document: stated(options.document, stored.document),
    crs: stated(options.crs?.toUpperCase(), stored.crs.toUpperCase()),
    synthetic: stored.isSynthetic !== options.synthetic,
    'format of the packed graph': stored.graphFormat !== GRAPH_FORMAT,
  })
    .filter(([, differs]) => differs)
    .map(([name]) => name);
}
