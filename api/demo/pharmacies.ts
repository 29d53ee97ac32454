import { drawAgreement, drawLicenceDate } from './agreements.ts';
import type { Street } from './build-areas.ts';
import { COUNTIES } from './city-plan.ts';
import type { Agreement, DemoInstitution, Service } from './institution.ts';
import { managementAreaOf } from './medical.ts';
import { brand, CHAINS, roadAddress } from './names.ts';
import type { Placement } from './placement.ts';
import { type Random, seededRandom } from './random.ts';

/** Townships that have no pharmacy at all: the coverage question finds them. */
const BARE_TOWNSHIPS = 8;
/** County in which an exempt pharmacy begins to count on 1 January 2027 and tips the saturation class (DL-F3). */
export const TIPPING_COUNTY = '999903';

/** Pharmacies in proportion to residents; a few licensed in the neighbouring county, one dual-channel in most counties. */
export function buildPharmacies(
  streets: readonly Street[],
  placement: Placement,
  total: number,
  seed: string,
): DemoInstitution[] {
  const random = seededRandom(`${seed}/pharmacies`);
  const bare = bareTownships(streets);
  const shopsOfChain = new Map<string, number>();
  const make = (
    services: readonly Service[],
    agreement: Agreement | undefined,
    wanted: (street: Street) => boolean,
  ): DemoInstitution => {
    const site = placement.place(
      'residents',
      undefined,
      false,
      (street) => !bare.has(street) && wanted(street),
    );
    if (!site) throw new Error('no site for a pharmacy; choose another seed');
    const { street } = site;
    const licensedIn = random.chance(0.04) ? neighbouringCounty(random, street, streets) : undefined;
    const managementArea = managementAreaOf(street, false);
    return {
      ...site,
      kind: 'pharmacy',
      typeNo: null,
      category: '',
      name: shopName(random, street, shopsOfChain),
      address: `示例市${street.county.name}${street.name}${roadAddress(random)}`,
      licensedFrom: drawLicenceDate(random, agreement),
      ...(agreement ? { agreement } : {}),
      ...(services.includes('outpatient_pooling')
        ? { settlementLevel: random.chance(0.8) ? ('II' as const) : ('III' as const) }
        : {}),
      ...(licensedIn ? { businessLicenceCounty: licensedIn } : {}),
      ...(managementArea ? { managementArea } : {}),
    };
  };
  const made: DemoInstitution[] = [];
  for (const county of COUNTIES.filter((plan) => plan.dualChannel)) {
    const services: Service[] = ['personal_account', 'outpatient_pooling', 'dual_channel', 'special_drugs'];
    const agreement: Agreement = { services, status: 'active', from: `2022-0${random.whole(1, 9)}-01` };
    made.push(make(services, agreement, (street) => street.county === county));
  }
  const exempt: Agreement = {
    services: ['personal_account'],
    status: 'active',
    from: '2026-04-01',
    countsFrom: '2027-01-01',
  };
  made.push({
    ...make(exempt.services, exempt, (street) => street.county.code === TIPPING_COUNTY),
    businessLicenceCounty: TIPPING_COUNTY,
  });
  while (made.length < total) {
    const services: Service[] = random.chance(0.7)
      ? ['personal_account', 'outpatient_pooling']
      : ['personal_account'];
    const agreement = random.chance(0.86) ? drawAgreement(random, services, { temporary: false }) : undefined;
    made.push(make(agreement ? services : [], agreement, () => true));
  }
  return made;
}

/** The last townships of the outer counties, far from their county's centre. */
export function bareTownships(streets: readonly Street[]): ReadonlySet<Street> {
  const townships = streets.filter((street) => street.rank === 'township');
  const every = Math.floor(townships.length / BARE_TOWNSHIPS);
  return new Set(townships.filter((_, index) => index % every === every - 1).slice(0, BARE_TOWNSHIPS));
}

function neighbouringCounty(random: Random, street: Street, streets: readonly Street[]): string | undefined {
  const others = street.neighbours
    .map((index) => streets[index]!.county)
    .filter((county) => county !== street.county);
  return others.length > 0 ? random.pick(others).code : undefined;
}

function shopName(random: Random, street: Street, shopsOfChain: Map<string, number>): string {
  const place = street.name.replace(/街道$|镇$|乡$/, '');
  if (random.chance(0.4)) return `示例市${place}${brand(random)}大药房`;
  const chain = random.pick(CHAINS);
  const number = (shopsOfChain.get(chain + place) ?? 0) + 1;
  shopsOfChain.set(chain + place, number);
  return `示例${chain}大药房连锁有限公司${place}${number === 1 ? '' : `第${number}`}店`;
}
