import type { BuiltNetwork, NetworkFacts } from '../../walking/store-network.ts';
import type { ImportedFile } from '../import-file.ts';
import type { LoadedProfile } from './load-profile.ts';
import type { ParsedNetworkOptions } from './network-options.ts';
import type { SourceFigures } from './read-steps.ts';

export interface NetworkCaller {
  /** Recorded with the run and in the audit trail. */
  readonly actor: string;
  readonly requestId?: string;
  readonly signal?: AbortSignal | undefined;
  /** `done` is 0…1 of the stage. */
  readonly onProgress?: (stage: 'reading' | 'building' | 'writing', done: number) => void;
}

/** A file read and built, with everything that is recorded about it. */
export interface PreparedNetwork {
  readonly facts: NetworkFacts;
  readonly figures: SourceFigures;
  readonly network: BuiltNetwork;
}

/** Options, profile and file of one import, settled before anything is read. */
export interface NetworkImport {
  readonly importId: string;
  readonly startedAt: Date;
  readonly file: ImportedFile;
  readonly sha256: string;
  readonly code: string;
  readonly options: ParsedNetworkOptions;
  readonly loaded: LoadedProfile;
  readonly caller: NetworkCaller;
}
