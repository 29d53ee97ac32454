import { drawAgreement, drawLicenceDate } from './agreements.ts';
import type { DemoInstitution, Service } from './institution.ts';
import { drawBeds } from './medical-profile.ts';
import { brand, roadAddress } from './names.ts';
import type { Placement } from './placement.ts';
import { seededRandom } from './random.ts';

const NUMBERS = { ltc_home: 34, ltc_residential: 24, ltc_both: 14 } as const;
const SERVICES: Record<keyof typeof NUMBERS, readonly Service[]> = {
  ltc_home: ['ltc_home_care'],
  ltc_residential: ['ltc_residential_care'],
  ltc_both: ['ltc_home_care', 'ltc_residential_care'],
};
const NAMES = { ltc_home: '护理服务站', ltc_residential: '养护院', ltc_both: '护理服务中心' } as const;

export const LTC_TOTAL = NUMBERS.ltc_home + NUMBERS.ltc_residential + NUMBERS.ltc_both;

/** Institutions of long-term-care insurance: home care, residential care, both; some with a dementia unit. */
export function buildLongTermCare(placement: Placement, seed: string): DemoInstitution[] {
  const random = seededRandom(`${seed}/long-term-care`);
  const kinds = Object.keys(NUMBERS) as (keyof typeof NUMBERS)[];
  return kinds.flatMap((kind) =>
    Array.from({ length: NUMBERS[kind] }, (): DemoInstitution => {
      const site = placement.place('residents', undefined, false);
      if (!site) throw new Error('no site for a care institution; choose another seed');
      const residential = kind !== 'ltc_home';
      const services: readonly Service[] =
        residential && random.chance(0.35) ? [...SERVICES[kind], 'ltc_dementia_unit'] : SERVICES[kind];
      const agreement = drawAgreement(random, services);
      const { county, name } = site.street;
      return {
        ...site,
        kind,
        typeNo: null,
        category: '',
        name: `示例市${county.name}${name.replace(/街道$|镇$|乡$/, '')}${brand(random)}${NAMES[kind]}`,
        address: `示例市${county.name}${name}${roadAddress(random)}`,
        licensedFrom: drawLicenceDate(random, agreement),
        agreement,
        ...(residential ? { beds: { ltc: drawBeds(random, random.whole(40, 220), [0.5, 0.9]) } } : {}),
      };
    }),
  );
}
