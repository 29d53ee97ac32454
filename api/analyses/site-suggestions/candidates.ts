import { cellToLatLng, cellToParent, getResolution, latLngToCell } from 'h3-js';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { type InputIssue, InvalidInputError } from '../../errors.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import type { QuestionArea } from '../area-of-question.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import type { SuggestionInput } from './suggestion-input.ts';

const locateSites = namedQuery('site-suggestions/locate-sites', {
  params: z.object({
    lon: z.array(z.number()),
    lat: z.array(z.number()),
    asOf: z.string(),
    areaId: z.number().nullable(),
  }),
  row: z.object({
    street_ids: z.array(z.number().nullable()),
    county_ids: z.array(z.number().nullable()),
    city_ids: z.array(z.number().nullable()),
    inside: z.array(z.boolean()),
  }),
});

/** A place where a site may stand. */
export interface Candidate extends LonLat {
  /** H3 index as hex text, or the id given. */
  readonly id: string;
  readonly h3: string | null;
  readonly street_id: number | null;
  readonly county_id: number | null;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** Sites of the list that cannot be used, and why. */
  readonly rejected: readonly { readonly id: string; readonly reason: string }[];
}

/** More candidates are refused, with how to have fewer. */
const MAX_CANDIDATES = 20_000;

/**
 * The candidates of a question. Throws InvalidInputError for inputs that belong to another kind of candidates, for a resolution
 * finer than the cells, for ids given twice, and for too many candidates.
 */
export async function listCandidates(
  db: Database,
  given: SuggestionInput,
  { cells, area }: { readonly cells: readonly DemandCell[]; readonly area: QuestionArea | null },
): Promise<Candidates> {
  checkKind(given);
  const found =
    given.candidates === 'list'
      ? await listGiven(db, given, area)
      : { candidates: await listCells(db, given, cells, area), rejected: [] };
  if (found.candidates.length > MAX_CANDIDATES) throw tooMany(found.candidates.length);
  return found;
}

function checkKind({ candidates, sites, candidateResolution }: SuggestionInput): void {
  const issues: InputIssue[] = [];
  if (candidates === 'list' && !sites)
    issues.push({ field: 'sites', reason: 'candidates=list needs the list of sites' });
  if (candidates !== 'list' && sites)
    issues.push({
      field: 'sites',
      reason: 'belongs to candidates=list',
      allowed: 'candidates=list, or leave it out',
    });
  if (candidates !== 'cells' && candidateResolution !== undefined)
    issues.push({
      field: 'candidateResolution',
      value: candidateResolution,
      reason: 'belongs to candidates=cells',
    });
  const ids = sites?.map(({ id }) => id) ?? [];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) issues.push({ field: 'sites', value: twice, reason: 'this id is given twice' });
  if (issues.length > 0) throw new InvalidInputError(issues);
}

async function listCells(
  db: Database,
  { candidateResolution, asOf }: SuggestionInput,
  cells: readonly DemandCell[],
  area: QuestionArea | null,
): Promise<Candidate[]> {
  const inside = cells.filter((cell) => !cell.on_edge);
  const [first] = inside;
  const ofCells = first ? getResolution(first.h3) : (candidateResolution ?? 0);
  const resolution = candidateResolution ?? ofCells;
  if (resolution > ofCells)
    throw new InvalidInputError([
      {
        field: 'candidateResolution',
        value: resolution,
        reason: 'is finer than the population cells',
        allowed: `at most ${ofCells}`,
      },
    ]);
  if (resolution === ofCells)
    return inside.map(({ h3, lon, lat, street_id, county_id }) => ({
      id: h3,
      h3,
      lon,
      lat,
      street_id,
      county_id,
    }));
  const parents = [...new Set(inside.map(({ h3 }) => cellToParent(h3, resolution)))].sort();
  const known = new Set(inside.map(({ h3 }) => h3));
  const points = parents.flatMap((h3) => {
    const [lat, lon] = cellToLatLng(h3);
    // The centre of a coarse cell at the edge may lie where no cell of the area is.
    return known.has(latLngToCell(lat, lon, ofCells)) ? [{ id: h3, h3, lon, lat }] : [];
  });
  return (await locate(db, points, asOf, area)).flatMap(({ inside: isInside, ...candidate }) =>
    isInside ? [candidate] : [],
  );
}

async function listGiven(
  db: Database,
  { sites = [], asOf }: SuggestionInput,
  area: QuestionArea | null,
): Promise<Candidates> {
  const located = await locate(
    db,
    sites.map((site) => ({ ...site, h3: null })),
    asOf,
    area,
  );
  return {
    candidates: located.flatMap(({ inside, ...candidate }) => (inside ? [candidate] : [])),
    rejected: located.flatMap(({ inside, id }) =>
      inside ? [] : [{ id, reason: 'outside the area, or on its border' }],
    ),
  };
}

async function locate<Point extends LonLat>(
  db: Database,
  points: readonly Point[],
  asOf: string,
  area: QuestionArea | null,
): Promise<(Point & { street_id: number | null; county_id: number | null; inside: boolean })[]> {
  const [row] = await locateSites(db, {
    lon: points.map(({ lon }) => lon),
    lat: points.map(({ lat }) => lat),
    asOf,
    areaId: area?.area_id ?? null,
  });
  if (!row) throw new Error('locate-sites gave no row');
  return points.map((point, index) => ({
    ...point,
    street_id: row.street_ids[index] ?? null,
    county_id: row.county_ids[index] ?? null,
    inside: row.inside[index] ?? false,
  }));
}

function tooMany(count: number): InvalidInputError {
  return new InvalidInputError([
    {
      field: 'candidates',
      value: count,
      reason: `more than ${MAX_CANDIDATES} places to choose from`,
      allowed: 'a smaller area, a coarser candidateResolution, or a list of sites',
    },
  ]);
}
