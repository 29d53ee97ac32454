import type { Facts } from '../../facts.ts';
import type { AreaFacts } from '../../facts-of-areas.ts';
import type { Draw, Missing, RawFinding } from '../../finding.ts';
import type { PharmacyKind } from './pharmacy-kind.ts';

/** Bound and count of one area for one kind of pharmacy; whole pharmacies on the date, unrounded bound. */
export interface Capacity {
  readonly area: AreaFacts;
  readonly kind: PharmacyKind;
  /** Kind whose bound is used; other than `kind` only where the area has no bound of its own for it. */
  readonly boundKind: PharmacyKind;
  readonly upper: number;
  readonly actual: number;
  /** Exempt ones that do not count yet. */
  readonly notYetCounted: number;
  /** Pharmacies that might stand here as well, for want of a datum. */
  readonly unattributed: number;
  /** Places that higher-ranked applicants of the batch have taken. */
  readonly taken: number;
  readonly document: string;
  readonly version: string;
}
export type CapacityReading = Capacity | { readonly missing: Missing };

/** Reads bound and count of the first kind for which the area has a bound; both are of that kind. */
export function readCapacity(area: AreaFacts, kinds: readonly PharmacyKind[], facts: Facts): CapacityReading {
  const kind = kinds.find((candidate) => upperBounds(area, candidate).length > 0);
  return kind ? compare(area, kind, kind, facts) : { missing: missingBound(area) };
}

/** Counts one kind against the first bound there is of the kinds given, else against the only bound of the area. */
export function readCapacityOf(
  area: AreaFacts,
  counted: PharmacyKind,
  boundKinds: readonly PharmacyKind[],
  facts: Facts,
): CapacityReading {
  const given = [...new Set(area.bounds.filter(({ upper }) => upper !== null).map(boundKindOf))];
  const [only, ...others] = given;
  const preferred = boundKinds.find((candidate) => given.includes(candidate));
  const boundKind = preferred ?? (others.length === 0 ? only : undefined);
  return boundKind ? compare(area, counted, boundKind, facts) : { missing: missingBound(area) };
}

/** Pharmacies of a kind in an area; null where nobody has counted. */
export function countPharmacies(area: AreaFacts, kind: PharmacyKind) {
  const count = area.pharmacies?.counts.find(({ pharmacyKind }) => pharmacyKind === kind);
  return count && area.pharmacies ? { ...count, unattributed: area.pharmacies.unattributed } : null;
}

/** The count of an area as a missing item. */
export function missingCount({ code, name }: Pick<AreaFacts, 'code' | 'name'>): Missing {
  return {
    item: 'pharmacy_count',
    areaCode: code,
    zh: `${name}定点药店数`,
    en: `number of designated pharmacies of ${name}`,
  };
}

/** Places taken in the batch in an area, for one kind. */
export function placesTaken(facts: Facts, areaCode: string, kind: PharmacyKind): number {
  return facts.earlierInBatch.places[`${areaCode}:${kind}`] ?? 0;
}

/** One place in an area. */
export function placeDraw(areaCode: string, kind: PharmacyKind): Draw {
  return { resource: 'place', areaCode, pharmacyKind: kind, quantity: 1 };
}

/** Area and document of a bound, as evidence. */
export function capacityEvidence(capacities: readonly Capacity[]): NonNullable<RawFinding['evidence']> {
  return {
    areas: capacities.map(({ area, actual, upper }) => ({
      code: area.code,
      name: area.name,
      role: `${actual} / ${upper}`,
    })),
    documents: [...new Set(capacities.map(({ document }) => document))],
  };
}

function compare(
  area: AreaFacts,
  kind: PharmacyKind,
  boundKind: PharmacyKind,
  facts: Facts,
): CapacityReading {
  const [bound, ...others] = upperBounds(area, boundKind);
  if (!bound || others.some(({ upper }) => upper !== bound.upper)) return { missing: missingBound(area) };
  const count = countPharmacies(area, kind);
  if (!count) return { missing: missingCount(area) };
  return {
    area,
    kind,
    boundKind,
    upper: bound.upper,
    actual: count.counted,
    notYetCounted: count.notYetCounted,
    unattributed: count.unattributed,
    taken: placesTaken(facts, area.code, kind),
    document: bound.document,
    version: bound.version,
  };
}

function upperBounds(area: AreaFacts, kind: PharmacyKind) {
  return area.bounds.flatMap((bound) =>
    bound.pharmacyKind === kind && bound.upper !== null ? [{ ...bound, upper: bound.upper }] : [],
  );
}

function boundKindOf({ pharmacyKind }: AreaFacts['bounds'][number]): PharmacyKind {
  return pharmacyKind;
}

function missingBound({ code, name }: AreaFacts): Missing {
  return {
    item: 'pharmacy_bound',
    areaCode: code,
    zh: `${name}药店配置上限界值`,
    en: `upper bound of pharmacies of ${name}`,
  };
}
