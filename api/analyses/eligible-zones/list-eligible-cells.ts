import type { Database } from '../../db/database.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { type JudgedSite, type JudgedSites, judgeSites } from './judge-sites.ts';
import { listCellsAround } from './zone-cells.ts';
import type { ZoneQuestion } from './zone-question.ts';
import { ZONE_STATUSES, type ZoneReason, type ZoneStatus } from './zone-verdict.ts';

/** An H3 cell with what the plan says of its centre (degrees, WGS 84). */
export interface EligibleCell extends LonLat {
  readonly h3: string;
  readonly status: ZoneStatus;
  /** Null where no street is decided. */
  readonly street_code: string | null;
  readonly county_code: string | null;
  /** Why it is not open; gravest first. */
  readonly reasons: readonly ZoneReason[];
  readonly judged: JudgedSite;
}

export interface EligibleCells extends Omit<JudgedSites, 'sites'> {
  /** By h3. */
  readonly cells: readonly EligibleCell[];
}

/**
 * Every cell of an area, judged at its centre. Throws InvalidInputError: field resolution for more cells than are judged, asOf for a
 * day on which the plan does not apply, institution for an applicant that the register does not know.
 */
export async function listEligibleCells(
  db: Database,
  question: ZoneQuestion & {
    readonly area: { readonly area_id: number; readonly name: string };
    readonly resolution: number;
  },
  {
    signal = new AbortController().signal,
    onProgress = () => undefined,
  }: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((done: number, message: string) => void) | undefined;
  } = {},
): Promise<EligibleCells> {
  const { area, resolution } = question;
  const grid = await listCellsAround(db, area, resolution);
  const { sites, ...about } = await judgeSites(db, question, grid, {
    areaId: area.area_id,
    signal,
    onProgress,
  });
  const cells = sites.flatMap((judged) => {
    const cell = grid[judged.index];
    if (!cell) return [];
    const { status } = judged.verdict;
    return [
      {
        ...cell,
        status,
        street_code: judged.street?.code ?? null,
        county_code: judged.county?.code ?? null,
        reasons: reasonsAt(judged),
        judged,
      },
    ];
  });
  return { cells, ...about };
}

/** The reasons of the verdict; of a distance rule the sentence about this very site. */
export function reasonsAt({ verdict, distance }: JudgedSite): ZoneReason[] {
  return verdict.reasons.map((reason) => {
    const own = distance.find(({ rule }) => rule === reason.rule);
    return own ? { ...reason, reason: own.reason } : reason;
  });
}

/** How many of each status. */
export function countStatuses(cells: readonly Pick<EligibleCell, 'status'>[]): Record<ZoneStatus, number> {
  const counts = { open: 0, review: 0, closed: 0 };
  for (const { status } of cells) counts[status] += 1;
  return counts;
}

/** Open first, then for review, then closed; by h3 among equals. */
export function openFirst(a: EligibleCell, b: EligibleCell): number {
  return (
    ZONE_STATUSES.indexOf(a.status) - ZONE_STATUSES.indexOf(b.status) ||
    (a.h3 < b.h3 ? -1 : a.h3 > b.h3 ? 1 : 0)
  );
}

/** The cells of each street, streets by code; cells in none come last, by county. */
export function cellsByStreet(cells: readonly EligibleCell[]): [key: string, cells: EligibleCell[]][] {
  const byStreet = new Map<string, EligibleCell[]>();
  for (const cell of cells) {
    // Streets come first: a digit sorts before the tilde.
    const key = cell.street_code ?? `~${cell.county_code ?? '~'}`;
    const list = byStreet.get(key) ?? [];
    byStreet.set(key, list);
    list.push(cell);
  }
  return [...byStreet].sort(([a], [b]) => (a < b ? -1 : 1));
}
