import type { CategoryPlan, Profile } from './categories.ts';
import type { BedCategory, Beds, DemoInstitution, Service } from './institution.ts';
import type { Random } from './random.ts';

/** What a medical institution of a profile offers. `services` is empty for one without designation. */
export interface Offer {
  readonly services: readonly Service[];
  readonly exempt: boolean;
  readonly grade?: NonNullable<DemoInstitution['grade']>;
  readonly settlementLevel?: NonNullable<DemoInstitution['settlementLevel']>;
  readonly beds?: Partial<Record<BedCategory, Beds>>;
}

const DESIGNATED_SHARE: Record<Profile, number> = {
  'general-hospital': 0.97,
  'specialist-hospital': 0.8,
  'nursing-hospital': 0.75,
  community: 0.97,
  'health-centre': 1,
  department: 0.72,
  clinic: 0.6,
  post: 0.45,
  village: 0.68,
  'public-centre': 0.85,
  'small-public': 0.65,
  unlisted: 0.5,
};

/** The validity of all bed figures of the demo. */
export const BED_PERIOD = { from: '2025-01-01', to: '2027-12-31', days: 1095 } as const;

const OUTPATIENT: readonly Service[] = ['personal_account', 'outpatient_pooling', 'outpatient_chronic'];
const BED_CATEGORY: Partial<Record<number, BedCategory>> = {
  15: 'paediatric',
  16: 'psychiatric',
  23: 'rehabilitation',
  26: 'nursing',
};

/** Draws what an institution offers; `rank` counts the general hospitals so far: the first are the largest. */
export function drawOffer(random: Random, { profile, typeNo }: CategoryPlan, rank: number): Offer {
  const designated = random.chance(DESIGNATED_SHARE[profile]);
  const offer = (services: readonly Service[], rest: Omit<Offer, 'services' | 'exempt'> = {}): Offer => ({
    services: designated ? services : [],
    exempt: profile === 'community' || profile === 'health-centre',
    ...rest,
  });
  const pooling = (share: number): readonly Service[] =>
    random.chance(share) ? ['personal_account', 'outpatient_pooling'] : ['personal_account'];
  const level = (services: readonly Service[]) => (services.includes('outpatient_pooling') ? 'II' : 'I');
  switch (profile) {
    case 'general-hospital': {
      const grade =
        rank < 10 ? 'tertiary' : rank < 46 ? 'secondary' : random.chance(0.6) ? 'primary' : 'ungraded';
      const size = { tertiary: [600, 1200], secondary: [120, 320], primary: [30, 99], ungraded: [20, 60] }[
        grade
      ] as [number, number];
      const services: Service[] = [...OUTPATIENT, 'inpatient', 'medical_assistance'];
      if (grade === 'tertiary') services.push('special_drugs');
      const general = drawBeds(
        random,
        random.whole(...size),
        grade === 'tertiary' ? [0.84, 0.97] : [0.45, 0.86],
      );
      const extra =
        grade === 'tertiary' ? { paediatric: drawBeds(random, random.whole(40, 90), [0.7, 0.9]) } : {};
      return offer(services, { grade, settlementLevel: 'III', beds: { general, ...extra } });
    }
    case 'specialist-hospital': {
      const grade = random.pick(['secondary', 'primary', 'primary', 'ungraded'] as const);
      const services: Service[] = random.chance(0.85) ? [...OUTPATIENT, 'inpatient'] : [...OUTPATIENT];
      const size = random.whole(20, grade === 'secondary' ? 140 : 60);
      const beds = { [BED_CATEGORY[typeNo ?? 0] ?? 'general']: drawBeds(random, size, [0.4, 0.9]) };
      return offer(services, { grade, settlementLevel: random.pick(['II', 'III'] as const), beds });
    }
    case 'nursing-hospital':
      return offer(['personal_account', 'inpatient'], {
        grade: 'ungraded',
        settlementLevel: 'I',
        beds: { nursing: drawBeds(random, random.whole(30, 160), [0.5, 0.9]) },
      });
    case 'health-centre':
      return offer([...OUTPATIENT, 'inpatient'], {
        grade: 'primary',
        settlementLevel: 'II',
        beds: { general: drawBeds(random, random.whole(15, 60), [0.2, 0.6]) },
      });
    case 'community':
      return offer(OUTPATIENT, { grade: 'primary', settlementLevel: 'II' });
    default: {
      const share = {
        department: 0.6,
        clinic: 0.35,
        post: 0.2,
        village: 0.5,
        'public-centre': 0.9,
        'small-public': 0.4,
        unlisted: 0.2,
      }[profile];
      const services = pooling(share);
      return offer(services, { settlementLevel: level(services) });
    }
  }
}

/** Licensed, open and designated beds, and the occupied bed-days of the whole period they hold for; designated ≤ open ≤ licensed. */
export function drawBeds(random: Random, licensed: number, use: readonly [number, number]): Beds {
  const open = Math.max(1, Math.round(licensed * random.between(0.85, 1)));
  const designated = Math.max(1, Math.round(open * random.between(0.85, 1)));
  return {
    licensed,
    open,
    designated,
    occupiedBedDays: Math.round(open * BED_PERIOD.days * random.between(...use)),
  };
}
