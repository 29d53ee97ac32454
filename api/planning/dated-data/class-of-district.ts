import type { InputIssue } from '../../errors.ts';
import { factsSchema } from '../../policy/facts.ts';
import type { AreaFacts } from '../../policy/facts-of-areas.ts';
import { type Band, findBand, findBandNamed, type Measure } from '../../policy/kinds/quantity/bands.ts';
import { type Capacity, readCapacity } from '../../policy/kinds/quantity/pharmacy-capacity.ts';
import type { PharmacyKind } from '../../policy/kinds/quantity/pharmacy-kind.ts';

export interface BandRule {
  readonly measure: Measure;
  readonly bands: readonly Band[];
  readonly pharmacyKinds: readonly PharmacyKind[];
}

export interface DistrictClass {
  readonly pharmacyKind: PharmacyKind;
  readonly actual: number;
  readonly upperBound: number;
  readonly boundVersion: string;
  readonly className: string;
}

/**
 * The saturation class of a district (DL-D1) with its numbers, or what keeps it from being told. A class decided by the
 * authority is taken where the data leaves it open, and refused where the data says otherwise.
 */
export function classOfDistrict(
  district: AreaFacts,
  given: string | undefined,
  { measure, bands, pharmacyKinds }: BandRule,
): DistrictClass | InputIssue {
  const refuse = (field: string, reason: string, allowed?: string): InputIssue => ({
    field,
    ...(field.startsWith('classes') ? { value: given } : {}),
    reason,
    ...(allowed === undefined ? {} : { allowed }),
  });
  const capacity = readCapacity(district, pharmacyKinds, factsSchema.parse({ asOf: '2000-01-01' }));
  if ('missing' in capacity)
    return refuse(
      `${capacity.missing.item} of ${district.code}`,
      `is missing: ${capacity.missing.en} (${capacity.missing.zh})`,
    );
  const wanted = given === undefined ? null : findBandNamed(bands, given);
  if (given !== undefined && !wanted)
    return refuse(
      `classes.${district.code}`,
      'is none of the plan’s classes',
      bands.map((band) => band.name).join(', '),
    );
  const least = bandOf(capacity, 0, measure, bands);
  const most = bandOf(capacity, capacity.unattributed, measure, bands);
  const numbers = `${district.name} has ${capacity.actual}, its bound is ${capacity.upper}`;
  if (least && least.name === most?.name) {
    if (wanted && wanted.name !== least.name)
      return refuse(
        `classes.${district.code}`,
        `contradicts the data: ${numbers}, which is ${least.name}`,
        least.name,
      );
    return toClass(capacity, least);
  }
  if (!wanted)
    return refuse(
      `class of ${district.code}`,
      least
        ? `is open: ${numbers}, but ${capacity.unattributed} pharmacies lack the datum by which they belong to a district`
        : `is open: ${numbers}, which falls between the classes`,
      `the class decided by the authority, as classes.${district.code}`,
    );
  const possible = between(bands, least, most);
  if (possible.length > 0 && !possible.some((band) => band.name === wanted.name))
    return refuse(
      `classes.${district.code}`,
      `cannot be: ${numbers}, and at most ${capacity.unattributed} more`,
      possible.map((band) => band.name).join(', '),
    );
  return toClass(capacity, wanted);
}

function bandOf(
  { actual, upper }: Capacity,
  more: number,
  measure: Measure,
  bands: readonly Band[],
): Band | null {
  const value = measure === 'actual_minus_upper' ? actual + more - upper : (actual + more) / upper;
  return Number.isFinite(value) ? findBand(measure, bands, value) : null;
}

/** The bands from one to the other; none where an end falls between bands: any class is then for the authority. */
function between(bands: readonly Band[], least: Band | null, most: Band | null): readonly Band[] {
  if (!least || !most) return [];
  return bands.slice(bands.indexOf(least), bands.indexOf(most) + 1);
}

function toClass({ kind, actual, upper, version }: Capacity, band: Band): DistrictClass {
  return {
    pharmacyKind: kind,
    actual,
    upperBound: upper,
    boundVersion: version,
    className: band.name,
  };
}
