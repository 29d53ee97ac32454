import type { Application } from '../../policy/application.ts';
import type { Facts } from '../../policy/facts.ts';
import type { AreaRef } from '../../policy/facts-of-areas.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import type { NamedArea, Place } from './facts-queries.ts';
import { keepsAddress } from './site-of.ts';

/** The areas that matter to an application; null = not known. */
export interface AreasOfPlace {
  readonly street: AreaRef | null;
  readonly county: AreaRef | null;
  readonly city: AreaRef | null;
  readonly licensing: AreaRef | null;
  readonly business: AreaRef | null;
  readonly management: AreaRef | null;
  /** Areas of any level that hold or touch the site. */
  readonly around: readonly { readonly area: AreaRef; readonly position: 'inside' | 'border' }[];
  /** What the application names and no area fits, or several do. */
  readonly unresolved: Facts['unresolved'];
}

/** What an application refers to, as parameters of the query. */
export function listReferences({ licence, businessLicenceAreaCode, managementArea }: Application): {
  roles: string[];
  given: string[];
} {
  const references = [
    ['licensing', licence?.areaCode],
    ['business', businessLicenceAreaCode],
    ['management', managementArea],
  ].flatMap(([role, given]) => (role && given ? [[role, given] as const] : []));
  return { roles: references.map(([role]) => role), given: references.map(([, given]) => given) };
}

/** Chooses among the areas found: by code before by name, in the plan's city before elsewhere; several are none. */
export function areasOfPlace(plan: Plan, application: Application, place: Place): AreasOfPlace {
  const decided = (level: AreaRef['level']) =>
    place.containing.find((entry) => entry.area.level === level && entry.decided);
  const street = decided('street') ?? null;
  const county = decided('county')?.area ?? (street?.parent?.level === 'county' ? street.parent : null);
  const city = place.named.find((entry) => entry.role === 'city')?.area ?? null;
  const unresolved: Facts['unresolved'] = [];
  const choose = (role: NamedArea['role'], field: string, given: string | undefined, level?: string) => {
    const fits = place.named.filter(
      (entry) => entry.role === role && (level === undefined || entry.area.level === level),
    );
    const own = fits.filter((entry) => entry.city_code === (city?.code ?? plan.city.code));
    const inCity = own.length > 0 ? own : fits;
    const coded = inCity.filter((entry) => entry.by_code);
    const candidates = coded.length > 0 ? coded : inCity;
    const [only] = candidates;
    if (candidates.length === 1 && only) return only.area;
    if (given !== undefined)
      unresolved.push({ field, value: given, problem: candidates.length > 1 ? 'ambiguous' : 'unknown' });
    return null;
  };
  const registered = (role: NamedArea['role']) =>
    place.named.find((entry) => entry.role === role)?.area ?? null;
  const { licence, businessLicenceAreaCode, managementArea } = application;
  const level = licence?.authorityLevel;
  const isSameAuthority = keepsAddress(application);
  const licensing = licence?.areaCode
    ? choose('licensing', 'licence.areaCode', licence.areaCode, level === 'province' ? undefined : level)
    : level === 'city'
      ? city
      : isSameAuthority && level === undefined
        ? registered('register_licensing')
        : null;
  return {
    street: street?.area ?? null,
    county,
    city,
    licensing,
    business: businessLicenceAreaCode
      ? choose('business', 'businessLicenceAreaCode', businessLicenceAreaCode)
      : isSameAuthority
        ? registered('register_business')
        : null,
    management: managementArea
      ? choose('management', 'managementArea', managementArea)
      : isSameAuthority
        ? registered('register_management')
        : null,
    around: [
      ...place.containing.map(({ area, inside, decided: isOnly }) => ({
        area,
        position: (area.level === 'management' ? inside : isOnly) ? ('inside' as const) : ('border' as const),
      })),
      ...(county && !place.containing.some(({ area }) => area.areaId === county.areaId)
        ? [{ area: county, position: 'inside' as const }]
        : []),
    ],
    unresolved,
  };
}
