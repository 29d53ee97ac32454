import type { Street } from './build-areas.ts';
import type { Agreement, DemoInstitution, Service } from './institution.ts';
import { depthInside, type LonLat, shifted, toLonLat, toPlane } from './plane.ts';

const OUTPATIENT: readonly Service[] = ['personal_account', 'outpatient_pooling'];

/** The agreement of a staged institution: running since 2020 unless said otherwise. */
export const agreement = (more: Partial<Agreement> = {}): Agreement => ({
  services: OUTPATIENT,
  status: 'active',
  from: '2020-01-01',
  ...more,
});

/** The county's n-th street of a rank, in order of its code. Throws when there is none. */
export function streetOf(
  streets: readonly Street[],
  countyCode: string,
  rank: Street['rank'],
  number: number,
): Street {
  const found = streets.filter((street) => street.county.code === countyCode && street.rank === rank)[
    number - 1
  ];
  if (!found) throw new Error(`county ${countyCode} has no ${rank} number ${number}; choose another seed`);
  return found;
}

/** A site a little off the street's seat. */
export const siteIn = (street: Street): LonLat => shifted(toLonLat(street.seat), 140, -90);

export interface Staged {
  readonly street: Street;
  readonly from: LonLat;
  /** Metres east and north of the site. */
  readonly offsetM: readonly [east: number, north: number];
  readonly typeNo: number;
  readonly category: string;
  readonly name: string;
  readonly agreement?: Agreement;
  readonly accuracyM?: number;
  readonly verified?: boolean;
}

/** A medical institution put at a given offset from a site. Throws when that is not well inside its street. */
export function staged({
  street,
  from,
  offsetM,
  accuracyM = 0,
  verified = true,
  name,
  ...rest
}: Staged): DemoInstitution {
  const position = shifted(from, ...offsetM);
  if (depthInside(toPlane(position), street.outline) < 20)
    throw new Error(`${name} would not stand inside ${street.name}; choose another seed`);
  return {
    ...rest,
    position,
    street,
    accuracyM,
    verified,
    kind: 'medical',
    name: `示例市${street.county.name}${name}`,
    address: `示例市${street.county.name}${street.name}示范路${Math.round(Math.abs(offsetM[0]) + Math.abs(offsetM[1]))}号`,
    licensedFrom: '2018-05-01',
    ...(rest.agreement ? { settlementLevel: 'II' as const } : {}),
  };
}
