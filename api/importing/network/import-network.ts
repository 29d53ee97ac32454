import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Database } from '../../db/database.ts';
import { ClientGoneError, DingdianError, InvalidInputError } from '../../errors.ts';
import { StreetCollector } from '../../network/build/street-collector.ts';
import { buildNetwork } from '../../walking/build-network.ts';
import type { NetworkFacts } from '../../walking/store-network.ts';
import { findNetwork } from '../../walking/stored-networks.ts';
import type { ImportedFile } from '../import-file.ts';
import { type LoadedProfile, readProfile, standardProfile } from './load-profile.ts';
import type { NetworkCaller, NetworkImport, PreparedNetwork } from './network-job.ts';
import { codeFromFileName, type NetworkOptions, parseNetworkOptions } from './network-options.ts';
import type { NetworkImportReport } from './network-report.ts';
import { pause, type SourceFigures } from './read-steps.ts';
import { readStreets } from './read-streets.ts';
import { refuseOther, sameVersion } from './same-version.ts';
import { keepUnchanged, writeNetwork } from './write-network.ts';

/**
 * Imports a walking network: streets of an OpenStreetMap extract or of lines, by a tag profile, as one version. The same file and
 * profile again change nothing. Everything is written in one transaction, after all is built.
 * Throws InvalidInputError (options, profile, file, nothing walkable in it), GeoInputError (coordinate system), ConflictError when the
 * code holds other content and `replace` is not given, ClientGoneError when the signal aborts. After any of them nothing is written.
 */
export async function importNetwork(
  db: Database,
  file: ImportedFile,
  options: NetworkOptions,
  caller: NetworkCaller,
): Promise<NetworkImportReport> {
  const parsed = parseNetworkOptions(options);
  const job: NetworkImport = {
    importId: randomUUID(),
    startedAt: new Date(),
    file,
    sha256: await hashOf(file.path),
    code: parsed.code ?? codeFromFileName(file.fileName),
    options: parsed,
    loaded: parsed.profile === undefined ? standardProfile() : readProfile(parsed.profile),
    caller,
  };
  const database = caller.signal ? db.withSignal(caller.signal) : db;
  try {
    const stored = await findNetwork(database, job.code);
    if (stored && !parsed.replace) {
      if (!sameVersion(stored, job)) refuseOther(stored, job);
      return await keepUnchanged(database, stored, job);
    }
    return await writeNetwork(database, await prepare(job), job);
  } catch (error) {
    if (caller.signal?.aborted && !(error instanceof DingdianError))
      throw caller.signal.reason instanceof DingdianError
        ? caller.signal.reason
        : new ClientGoneError('the import was given up; nothing was written');
    throw error;
  }
}

async function prepare(job: NetworkImport): Promise<PreparedNetwork> {
  const { file, options, loaded, caller } = job;
  const { signal } = caller;
  const collector = new StreetCollector(loaded.profile);
  const figures = await readStreets(file, options, loaded.profile, collector, {
    signal,
    pause,
    progress: (done) => caller.onProgress?.('reading', done),
  });
  const { network } = await buildNetwork(collector, {
    signal,
    onProgress: (done) => caller.onProgress?.('building', done),
  });
  if (!network) throw new InvalidInputError([nothingWalkable(collector, loaded, file.fileName)]);
  return { facts: factsOf(job, figures), figures, network };
}

function nothingWalkable(collector: StreetCollector, { profile }: LoadedProfile, fileName: string) {
  const reasons = collector.dropped.slice(0, 5).map(({ reason, what, ways }) => `${reason} ${what}: ${ways}`);
  const noStreets =
    collector.noStreets > 0
      ? [`${collector.noStreets} without a class (${profile.classKeys.join(' or ')})`]
      : [];
  return {
    field: 'file',
    value: fileName,
    reason: `holds no street that is walked by the profile ${profile.id}; of ${collector.waysRead} read: ${[...noStreets, ...reasons].join(', ') || 'none'}`,
  };
}

function factsOf(job: NetworkImport, figures: SourceFigures): NetworkFacts {
  const { options, file, code, loaded, sha256 } = job;
  const isOsm = figures.format === 'osm.pbf';
  const sourceDate = options.sourceDate ?? figures.dataDate;
  if (sourceDate === undefined)
    throw new InvalidInputError([
      {
        field: 'sourceDate',
        reason: 'is required: the file does not state the day of its data',
        allowed: 'YYYY-MM-DD',
      },
    ]);
  return {
    code,
    area: options.area,
    titleZh: options.titleZh ?? `步行路网 ${code}`,
    titleEn: options.titleEn ?? `Walking network ${code}`,
    source: options.source ?? (isOsm ? 'OpenStreetMap contributors' : file.fileName),
    sourceDate,
    document:
      options.document ??
      (isOsm ? 'OpenStreetMap, ODbL 1.0, https://www.openstreetmap.org/copyright' : file.fileName),
    profile: loaded.profile.id,
    profileHash: loaded.hash,
    isSynthetic: options.synthetic,
    fileName: file.fileName,
    sha256,
  };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
