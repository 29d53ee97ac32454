import type { LonLat } from '../../geo/lon-lat.ts';
import { type Application, applicationSchema, type Purpose } from '../../policy/application.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import type { INSTITUTION_KINDS, SERVICES } from '../../vocabulary.ts';

/** Purposes that bring an institution to a new address: only for them is it asked where it may go. */
export const ZONE_PURPOSES = ['new', 'relocation', 'branch'] as const satisfies readonly Purpose[];

/** Who wants to go somewhere, under which plan, as of which day (`YYYY-MM-DD`). */
export interface ZoneQuestion {
  readonly plan: Plan;
  readonly kind: (typeof INSTITUTION_KINDS)[number];
  readonly category?: string | undefined;
  readonly service: (typeof SERVICES)[number];
  readonly purpose: (typeof ZONE_PURPOSES)[number];
  /** Code (or id:123) of the applicant if it is in the register. */
  readonly institution?: string | undefined;
  readonly asOf: string;
}

/**
 * The application that would be made for a surveyed site, licensed by the county it stands in. Everything else is left out, that
 * is unknown: a rule that needs more is for review.
 */
export function applicationAt(
  { kind, category, service, purpose, institution }: Omit<ZoneQuestion, 'plan' | 'asOf'>,
  { lon, lat }: LonLat,
  countyCode: string | undefined,
): Application {
  return applicationSchema.parse({
    applicant: { name: '拟设机构 (eligible zones)', ...(institution === undefined ? {} : { institution }) },
    purpose,
    kind,
    service,
    ...(category === undefined ? {} : { category }),
    site: { lon, lat, crs: 'CRS84', accuracyM: 0, verified: true },
    ...(countyCode === undefined
      ? {}
      : {
          licence: { authorityLevel: 'county', areaCode: countyCode },
          ...(kind === 'pharmacy' ? { businessLicenceAreaCode: countyCode } : {}),
        }),
  });
}
