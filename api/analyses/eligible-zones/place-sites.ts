import type { Database } from '../../db/database.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import type { Facts } from '../../policy/facts.ts';
import { type PlacedPoint, placePoints } from './queries.ts';

/** Points of one statement. */
const CHUNK = 5_000;

export interface ZoneArea {
  readonly areaId: number;
  readonly code: string;
  readonly level: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly parentId: number | null;
}

/** Sites that the same areas hold: whatever depends on areas alone is the same for all of them. */
export interface SiteGroup {
  /** Indexes of its sites, ascending. */
  readonly sites: number[];
  readonly street: ZoneArea | null;
  readonly county: ZoneArea | null;
}

/** How the circle around one site lies. */
export type Surround = Pick<NonNullable<Facts['site']>, 'extent' | 'leavesCity'>;

export interface PlacedSites {
  readonly groups: readonly SiteGroup[];
  /** By index of the site; undefined: it is not in the area asked about. */
  readonly surrounds: readonly (Surround | undefined)[];
}

/** Places sites as an assessment places one: in the areas of the date, and in the extent of the data. */
export async function placeSites(
  db: Database,
  sites: readonly LonLat[],
  question: {
    readonly radiusM: number;
    readonly asOf: string;
    readonly cityCode: string;
    readonly areaId: number | null;
  },
  { signal, onProgress }: { signal: AbortSignal; onProgress: (done: number) => void },
): Promise<PlacedSites> {
  const surrounds: (Surround | undefined)[] = sites.map(() => undefined);
  const placed: PlacedPoint[] = [];
  for (let start = 0; start < sites.length; start += CHUNK) {
    signal.throwIfAborted();
    const chunk = sites.slice(start, start + CHUNK);
    const rows = await placePoints(db, {
      ...question,
      lon: chunk.map(({ lon }) => lon),
      lat: chunk.map(({ lat }) => lat),
    });
    for (const row of rows) {
      const index = start + row.index;
      placed.push({ ...row, index });
      surrounds[index] = { extent: row.extent, leavesCity: row.leaves_city ?? row.extent !== 'inside' };
    }
    onProgress((start + chunk.length) / sites.length);
  }
  const areas = await readAreas(db, placed);
  const groups = new Map<string, SiteGroup>();
  for (const point of placed) {
    const key = `${point.areas.join(' ')}|${point.touched.join(' ')}`;
    const group = groups.get(key) ?? { sites: [], ...decidedAreas(point, areas) };
    groups.set(key, group);
    group.sites.push(point.index);
  }
  return { groups: [...groups.values()], surrounds };
}

/** Street and county as an assessment decides them: the only one of its level, else the county of the street. */
function decidedAreas(
  { areas: inside, touched }: PlacedPoint,
  areas: ReadonlyMap<number, ZoneArea>,
): Pick<SiteGroup, 'street' | 'county'> {
  const only = (level: string) => {
    const ofLevel = [...inside, ...touched].flatMap((id) => {
      const area = areas.get(id);
      return area?.level === level ? [area] : [];
    });
    const [first] = ofLevel;
    return ofLevel.length === 1 && first && inside.includes(first.areaId) ? first : null;
  };
  const street = only('street');
  const parent = street?.parentId == null ? undefined : areas.get(street.parentId);
  return { street, county: only('county') ?? (parent?.level === 'county' ? parent : null) };
}

async function readAreas(
  db: Database,
  placed: readonly PlacedPoint[],
): Promise<ReadonlyMap<number, ZoneArea>> {
  const ids = [...new Set(placed.flatMap(({ areas, touched }) => [...areas, ...touched]))];
  const own = await readByIds(db, ids);
  const known = new Set(ids);
  const parents = own.flatMap(({ parentId }) => (parentId === null || known.has(parentId) ? [] : [parentId]));
  const all = [...own, ...(await readByIds(db, [...new Set(parents)]))];
  return new Map(all.map((area) => [area.areaId, area]));
}

async function readByIds(db: Database, ids: readonly number[]): Promise<ZoneArea[]> {
  if (ids.length === 0) return [];
  const rows = await db.kysely
    .selectFrom('area')
    .select(['area_id', 'code', 'level', 'name', 'name_en', 'parent_id'])
    .where('area_id', 'in', [...ids])
    .execute();
  return rows.map(({ area_id, code, level, name, name_en, parent_id }) => ({
    areaId: area_id,
    code,
    level,
    name,
    nameEn: name_en,
    parentId: parent_id,
  }));
}
