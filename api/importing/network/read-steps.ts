import type { FileFinding } from '../import-report.ts';

/** How a reader of streets reports and ends. */
export interface ReadSteps {
  readonly signal?: AbortSignal | undefined;
  /** 0…1; stays 0 where the file does not tell how much it holds. */
  readonly progress?: ((done: number) => void) | undefined;
  /** Lets other work of the process run. */
  readonly pause: () => Promise<void>;
}

/** What a reader says about the file as a whole. */
export interface SourceFigures {
  /** `osm.pbf`, `geojson`, `geojsonseq` or `shapefile`. */
  readonly format: string;
  /** Coordinate system that the positions were read in. */
  readonly crs: string;
  /** Ways cut because the extract lacks some of their vertices. */
  readonly cutWays: number;
  /** `YYYY-MM-DD` of the data, where the file states it. */
  readonly dataDate?: string | undefined;
  readonly findings: readonly FileFinding[];
}

export const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
