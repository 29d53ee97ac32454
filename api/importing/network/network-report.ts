import type { BuildReport } from '../../network/build/build-report.ts';
import type { FileFinding } from '../import-report.ts';

/** What an import of a walking network found and did. */
export interface NetworkImportReport {
  readonly importId: string;
  readonly kind: 'network';
  readonly fileName: string;
  readonly sha256: string;
  readonly format: string;
  /** Coordinate system that the positions were read in. */
  readonly crs: string;
  readonly dryRun: boolean;
  /** True when something was written (and kept). */
  readonly committed: boolean;
  /** `stored`: a new version; `replaced`: in the place of one of the same code; `unchanged`: it was there; `checked`: dry run. */
  readonly outcome: 'stored' | 'replaced' | 'unchanged' | 'checked';
  readonly network: {
    readonly code: string;
    readonly area: string;
    /** `YYYY-MM-DD`. */
    readonly sourceDate: string;
    readonly isActive: boolean;
    /** Code of the version that this one took out of use. */
    readonly retired: string | null;
    readonly isSynthetic: boolean;
  };
  readonly profile: string;
  readonly build: BuildReport;
  /** Ways cut because the extract lacks some of their vertices. */
  readonly cutWays: number;
  readonly findings: readonly FileFinding[];
  readonly graphBytes: number;
  readonly seconds: number;
}
