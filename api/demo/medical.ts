import { drawAgreement, drawLicenceDate } from './agreements.ts';
import type { Street } from './build-areas.ts';
import {
  CATEGORIES,
  type CategoryPlan,
  COMMUNITY_CENTRE,
  GENERAL_CLINIC,
  HEALTH_CENTRES,
  MATERNAL_CHILD_HOSPITAL,
} from './categories.ts';
import { COUNTIES, MANAGEMENT_AREAS } from './city-plan.ts';
import type { DemoInstitution } from './institution.ts';
import { medicalName } from './medical-names.ts';
import { drawOffer, type Offer } from './medical-profile.ts';
import { roadAddress } from './names.ts';
import type { Placement } from './placement.ts';
import { type Random, seededRandom } from './random.ts';

const BRANCHES = 14;

/** All medical institutions: the fixed categories, one centre per street, county hospitals, branches; clinics fill up to `total`. */
export function buildMedical(
  streets: readonly Street[],
  placement: Placement,
  total: number,
  seed: string,
): DemoInstitution[] {
  const random = seededRandom(`${seed}/medical`);
  const made: DemoInstitution[] = [];
  const add = (plan: CategoryPlan, serial: number, wanted?: (street: Street) => boolean) => {
    made.push(makeOne(random, plan, placement, serial, wanted));
  };
  for (const plan of CATEGORIES) for (let serial = 1; serial <= plan.count; serial += 1) add(plan, serial);
  for (const street of streets) {
    if (street.rank !== 'township')
      add(street.rank === 'street' ? COMMUNITY_CENTRE : HEALTH_CENTRES.town, 1, (other) => other === street);
    // Suburban streets that were townships until lately still have their health centre beside the new community centre.
    if (street.rank === 'township') add(HEALTH_CENTRES.township, 1, (other) => other === street);
    else if (street.county.setting === 'suburb' && street.rank === 'street')
      add(HEALTH_CENTRES.street, 1, (other) => other === street);
  }
  for (const county of COUNTIES) add(MATERNAL_CHILD_HOSPITAL, 1, (street) => street.county === county);
  made.push(...branches(random, made, placement));
  while (made.length < total) add(GENERAL_CLINIC, made.length);
  return made;
}

function makeOne(
  random: Random,
  plan: CategoryPlan,
  placement: Placement,
  serial: number,
  wanted?: (street: Street) => boolean,
): DemoInstitution {
  let offer: Offer = drawOffer(random, plan, sizeRank(plan, serial));
  let site = placement.place(plan.siting, plan.typeNo, offer.services.length > 0, wanted);
  if (!site) {
    offer = { ...offer, services: [] };
    site = placement.place(plan.siting, plan.typeNo, false, wanted);
  }
  if (!site) throw new Error(`no site for ${plan.texts.join('/')}; choose another seed`);
  const { services, exempt, ...figures } = offer;
  const agreement = services.length > 0 ? drawAgreement(random, services, { exempt }) : undefined;
  const category = plan.texts[(serial - 1) % plan.texts.length]!;
  const cityLicensed =
    figures.grade === 'tertiary' || figures.grade === 'secondary' || plan.profile === 'public-centre';
  const managementArea = managementAreaOf(site.street, cityLicensed && services.includes('inpatient'));
  return {
    ...site,
    kind: 'medical',
    typeNo: plan.typeNo,
    category,
    name: medicalName(random, plan, category, site.street, serial),
    address: `示例市${site.street.county.name}${site.street.name}${roadAddress(random)}`,
    licensedFrom: drawLicenceDate(random, agreement),
    ...(!agreement && random.chance(0.03) ? { closedOn: `2025-0${random.whole(1, 9)}-28` } : {}),
    ...(agreement ? { agreement } : {}),
    ...figures,
    cityLicensed,
    ...(managementArea ? { managementArea } : {}),
  };
}

/** 0 for the largest hospital; general hospitals fill most of the upper ranks, TCM and integrated ones every fifth. */
const sizeRank = (plan: CategoryPlan, serial: number) =>
  plan.texts[0] === '综合医院' ? serial - 1 : serial * 5 + 3;

/** The city manages its large hospitals itself; the high-tech park and the development zone manage a few streets. */
export function managementAreaOf(street: Street, byCity: boolean): string | undefined {
  const [city, park, zone] = MANAGEMENT_AREAS;
  if (byCity) return city.code;
  if (street.county.code === '999902' && street.code >= '999902011') return park.code;
  if (street.county.code === '999905' && street.rank === 'street' && street.code >= '999905005')
    return zone.code;
  return undefined;
}

/** Branch campuses (分院区) of large hospitals, in another county where possible, each with an agreement of its own. */
function branches(random: Random, made: readonly DemoInstitution[], placement: Placement): DemoInstitution[] {
  const parents = made.filter(
    (one) => one.agreement?.status === 'active' && (one.grade === 'tertiary' || one.grade === 'secondary'),
  );
  return parents.slice(0, BRANCHES).flatMap((parent) => {
    const site = placement.place(
      'residents',
      parent.typeNo,
      true,
      (street) => street.county !== parent.street.county,
    );
    if (!site) return [];
    const { beds: _beds, managementArea: _management, ...rest } = parent;
    const name = `${parent.name}${site.street.county.name.slice(0, 2)}院区`;
    const address = `示例市${site.street.county.name}${site.street.name}${roadAddress(random)}`;
    return [{ ...rest, ...site, name, address, licensedFrom: parent.licensedFrom, branchOf: parent }];
  });
}
