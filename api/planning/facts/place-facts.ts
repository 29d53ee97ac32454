import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import type { Facts } from '../../policy/facts.ts';
import { type AreasOfPlace, listReferences } from './areas-of-place.ts';
import { describePlace, type Place } from './facts-queries.ts';
import type { FactsQuestion } from './facts-question.ts';
import { type GivenSite, keepsAddress } from './site-of.ts';

/** What the database knows of the place. Throws InvalidInputError when the register does not know the applicant's institution. */
export async function placeOf(
  db: Database,
  { plan, application, asOf }: FactsQuestion,
  given: GivenSite | null,
  radiusM: number,
): Promise<Place> {
  const isUsable = given?.crsKnown === true;
  const [place] = await describePlace(db, {
    lon: isUsable ? given.lon : null,
    lat: isUsable ? given.lat : null,
    radiusM,
    accuracyM: given?.accuracyM ?? 0,
    asOf,
    cityCode: plan.city.code,
    applicant: application.applicant.institution ?? null,
    ownSite: given === null && keepsAddress(application),
    ...listReferences(application),
  });
  if (!place) throw new Error('describe-place gave no row');
  if (application.applicant.institution !== undefined && place.applicant === null)
    throw new InvalidInputError([
      {
        field: 'applicant.institution',
        value: application.applicant.institution,
        reason: 'no institution has this code or id',
        allowed: 'the code of an institution in the register, or its id as id:123',
      },
    ]);
  return place;
}

/** The site. One of another city than the plan's is outside: the plan has no say there, and the data was not gathered for it. */
export function siteFacts(
  given: GivenSite | null,
  { site: found, containing }: Place,
  { city }: AreasOfPlace,
  planCity: string,
): Facts['site'] {
  if (given && !given.crsKnown)
    return { ...given, locationStatus: 'outside', extent: 'unknown', leavesCity: true };
  if (!found) return null;
  const isElsewhere =
    city?.code === planCity &&
    containing.some(({ city_code, decided }) => decided && city_code !== null && city_code !== planCity);
  return {
    lon: found.lon,
    lat: found.lat,
    crsKnown: true,
    accuracyM: found.accuracy_m,
    verified: given?.verified ?? found.verified ?? false,
    locationStatus: isElsewhere ? 'outside' : found.location_status,
    extent: found.extent,
    leavesCity: found.leaves_city ?? found.extent !== 'inside',
  };
}

/** The site of another city is told. */
export function placedElsewhere({ containing, site }: Place, { city }: AreasOfPlace): Facts['unresolved'] {
  const other = containing.find(
    ({ city_code, decided }) => decided && city_code !== null && city !== null && city_code !== city.code,
  );
  return other && site
    ? [{ field: 'site', value: `${other.area.name} (${other.city_code})`, problem: 'elsewhere' }]
    : [];
}

/** The applicant in the register; its number of another table of types is none. */
export function applicantFacts({ applicant }: Place, type: Facts['type']): Facts['applicant'] {
  if (!applicant) return null;
  const { typeScheme, licensingLevel: _level, isSynthetic: _synthetic, typeNo, ...rest } = applicant;
  return { ...rest, typeNo: typeScheme === type?.scheme ? typeNo : null };
}
