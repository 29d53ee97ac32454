import type { Database } from '../../db/database.ts';
import { type Facts, factsSchema } from '../../policy/facts.ts';
import type { AreaRef } from '../../policy/facts-of-areas.ts';
import { readPools } from '../ledger/read-pools.ts';
import { areaFacts, designatedByService } from './area-facts.ts';
import { type AreasOfPlace, areasOfPlace } from './areas-of-place.ts';
import { listAreaFigures, listAuthorityData, type Place } from './facts-queries.ts';
import type { FactsQuestion } from './facts-question.ts';
import { findType } from './find-type.ts';
import { neighbourFacts, type Surroundings } from './neighbour-facts.ts';
import { applicantFacts, placedElsewhere, placeOf, siteFacts } from './place-facts.ts';
import { poolsOf } from './pools-of.ts';
import { type RegisterReader, registerOfSnapshot } from './register-reader.ts';
import { searchRadius } from './search-radius.ts';
import { keepsAddress, siteOf } from './site-of.ts';
import { walkFacts } from './walk-facts.ts';

/**
 * Gathers everything that the rules of a plan may read for one application, as of one date, with at most nine queries
 * however many rules there are; a rule about walks adds one for the walking network, and one where it counts who lives around. Equal data give equal facts: every list has an order of its own. Run it inside `inSnapshot`
 * (or a transaction of the caller) so that all its queries see one state of the data. `register` spares counting the whole
 * city again and again. Throws GeoInputError for a site outside the range of its CRS, InvalidInputError when the register
 * does not know the applicant's institution; areas that it does not know stand in `unresolved`.
 */
export async function gatherFacts(
  db: Database,
  question: FactsQuestion,
  register: RegisterReader = registerOfSnapshot(),
): Promise<Facts> {
  const { plan, application, asOf, ledgerAsOf } = question;
  const given = siteOf(application);
  const { decisiveM, searchedM } = searchRadius(plan, application);
  const place = await placeOf(db, question, given, decisiveM);
  const areas = areasOfPlace(plan, application, place);
  const site = siteFacts(given, place, areas, plan.city.code);
  const { applicant } = place;
  const category =
    application.category ?? (keepsAddress(application) ? applicant?.category : null) ?? undefined;
  const type = findType(plan, { kind: application.kind, category });
  const cityCode = areas.city?.code;
  const counts = cityCode === undefined ? null : await register.read(db, { cityCode, asOf });
  const surroundings = site?.crsKnown
    ? await neighbourFacts(db, question, {
        site,
        type,
        category,
        applicantId: applicant?.institutionId ?? null,
        searchedM,
        decisiveM,
        register: counts,
      })
    : null;
  const walked =
    site && surroundings
      ? await walkFacts(db, question, {
          site,
          neighbours: surroundings.neighbours.listed,
          type,
          category,
          applicantId: applicant?.institutionId ?? null,
        })
      : null;
  const concerned = listConcerned(areas);
  const areaIds = concerned.map((area) => area.areaId);
  const rows = await listAreaFigures(db, { areaIds, asOf, planId: plan.id });
  const figures = new Map(rows.map((row) => [row.area_id, row]));
  const authority = await authorityData(db, question, areaIds, cityCode ?? plan.city.code);
  const pools = await readPools(db, {
    planId: plan.id,
    pools: poolsOf(application, areas, place.counties),
    asOf,
    ledgerAsOf,
  });
  const sources = { figures, register: counts };
  const isPharmacy = application.kind === 'pharmacy';
  const describe = (area: AreaRef | null, attribution: 'location' | 'business_licence' | null) =>
    area &&
    areaFacts(area, sources, {
      ...(isPharmacy && attribution
        ? { pharmacies: attribution, countyCode: area.parentCode ?? undefined }
        : {}),
      beds: application.kind === 'medical',
    });
  const traits = areas.around.flatMap(({ area, position }) =>
    (figures.get(area.areaId)?.traits ?? []).map((trait) => ({ ...trait, position })),
  );
  return factsSchema.parse({
    asOf,
    ledgerAsOf: ledgerAsOf ?? null,
    applicationId: question.applicationId ?? null,
    dataVersions: {
      ...authority.versions,
      ...(type ? { type_scheme: type.scheme } : {}),
      ...(walked ? { walking_network: walked.walk.networkVersion } : {}),
    },
    isSynthetic:
      (walked?.isSynthetic ?? false) ||
      isSynthetic(place, concerned, surroundings, rows, counts?.is_synthetic ?? false),
    unresolved: [...areas.unresolved, ...placedElsewhere(place, areas)],
    type,
    site,
    applicant: applicantFacts(place, type),
    neighbours: surroundings?.neighbours ?? null,
    walk: walked?.walk ?? null,
    street: describe(areas.street, 'location'),
    county: describe(areas.county, 'location'),
    city: describe(areas.city, null),
    licensingArea: areas.licensing,
    licensingLevel:
      application.licence?.authorityLevel ??
      (keepsAddress(application) ? applicant?.licensingLevel : null) ??
      null,
    businessArea: describe(areas.business, 'business_licence'),
    managementArea: describe(areas.management, null),
    zones: areas.around
      .filter(({ area }) => (figures.get(area.areaId)?.traits.length ?? 0) > 0)
      .map(({ area, position }) => ({
        area: areaFacts(area, sources, { beds: application.kind === 'medical', isZone: true }),
        position,
      })),
    traits,
    traitsKnown: authority.traits_known,
    categoryLists: authority.lists,
    parameters: authority.parameters,
    annualPlans: authority.annual_plans,
    fundWarnings: intervalsOf(authority.intervals, 'fund_warning'),
    emergencies: intervalsOf(authority.intervals, 'emergency'),
    pools,
    queues: authority.queues,
    freeAdditions: authority.free_additions,
    exemptionUses: authority.exemption_uses,
    totals: counts?.totals ?? null,
    designatedByService: counts && designatedByService(counts, application.kind),
  });
}

function authorityData(
  db: Database,
  { plan, application, asOf, ledgerAsOf, applicationId }: FactsQuestion,
  areaIds: number[],
  dataCityCode: string,
) {
  const usedUntil = ledgerAsOf ?? asOf;
  const years = [asOf, usedUntil, application.designatedOn ?? asOf].map((date) => Number(date.slice(0, 4)));
  return listAuthorityData(db, {
    planId: plan.id,
    cityCode: plan.city.code,
    asOf,
    usedUntil,
    areaIds,
    years: [...new Set(years)],
    applicationId: applicationId ?? null,
    periodFrom: plan.period.from,
    dataCityCode,
  }).then(([row]) => {
    if (!row) throw new Error('list-authority-data gave no row');
    return row;
  });
}

function listConcerned({ street, county, city, licensing, business, management, around }: AreasOfPlace) {
  const all = [street, county, city, licensing, business, management, ...around.map(({ area }) => area)];
  const known = all.filter((area) => area !== null);
  return [...new Map(known.map((area) => [area.areaId, area])).values()];
}

function intervalsOf(
  intervals: readonly { kind: string; id: number; from: string; to: string | null; document: string }[],
  kind: 'fund_warning' | 'emergency',
) {
  return intervals.filter((one) => one.kind === kind).map(({ kind: _kind, ...interval }) => interval);
}

function isSynthetic(
  { applicant }: Place,
  areas: readonly AreaRef[],
  surroundings: Surroundings | null,
  figures: readonly { is_synthetic: boolean }[],
  register: boolean,
): boolean {
  return (
    register ||
    (applicant?.isSynthetic ?? false) ||
    (surroundings?.isSynthetic ?? false) ||
    areas.some((area) => area.isSynthetic) ||
    figures.some((row) => row.is_synthetic)
  );
}
