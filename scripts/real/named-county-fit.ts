import type { Database } from '../../api/db/database.ts';
import { parseCrs, toWgs84 } from '../../api/geo/crs.ts';
import { openSource } from '../../api/importing/readers/open-source.ts';

export interface CountyFit {
  readonly points: number;
  /** Points inside the county that their row names, were the numbers taken for WGS 84. */
  readonly asGiven: number;
  /** The same after conversion from the file's datum. */
  readonly converted: number;
}

/** How many points of a file lie in the county that their row names, before and after the datum conversion. */
export async function measureCountyFit(
  db: Database,
  file: string,
  options: { fileName: string; crs: string; city: string },
): Promise<CountyFit> {
  const crs = parseCrs(options.crs);
  const source = await openSource(file, { fileName: options.fileName });
  const rows: { county: string; given: readonly [number, number]; converted: readonly [number, number] }[] =
    [];
  for await (const { values } of source.rows) {
    if (values.city !== options.city) continue;
    const given = [Number(values.lng), Number(values.lat)] as const;
    rows.push({ county: String(values.district), given, converted: toWgs84(crs, given) });
  }
  const [row] = await db.run<{ as_given: number; converted: number }>({
    text: `select count(*) filter (where st_covers(a.geom, st_setsrid(st_makepoint(p.given_lon, p.given_lat), 4326)))::int as as_given,
                  count(*) filter (where st_covers(a.geom, st_setsrid(st_makepoint(p.lon, p.lat), 4326)))::int as converted
           from unnest($1::text[], $2::float8[], $3::float8[], $4::float8[], $5::float8[]) as p (county, given_lon, given_lat, lon, lat)
           join area a on a.level = 'county' and a.name = p.county`,
    values: [
      rows.map((point) => point.county),
      rows.map((point) => point.given[0]),
      rows.map((point) => point.given[1]),
      rows.map((point) => point.converted[0]),
      rows.map((point) => point.converted[1]),
    ],
  });
  return { points: rows.length, asGiven: row?.as_given ?? 0, converted: row?.converted ?? 0 };
}
