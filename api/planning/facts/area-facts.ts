import type { Application } from '../../policy/application.ts';
import type { AreaFacts, AreaRef } from '../../policy/facts-of-areas.ts';
import { SERVICES } from '../../vocabulary.ts';
import type { AreaFiguresRow, RegisterCounts } from './facts-queries.ts';

const PHARMACY_KINDS = ['all', 'personal_account', 'outpatient_pooling', 'dual_channel'] as const;

export interface AreaSources {
  readonly figures: ReadonlyMap<number, AreaFiguresRow>;
  /** Null: nothing was counted, because the city is not among the data. */
  readonly register: RegisterCounts | null;
}

/** What is wanted of an area besides its dated figures. */
export interface AreaWish {
  /** How pharmacies belong to it; left out: they are not counted. */
  readonly pharmacies?: 'location' | 'business_licence';
  /** District around a street: a pharmacy known to stand in it may stand in the street. */
  readonly countyCode?: string | undefined;
  readonly beds?: boolean;
  readonly isZone?: boolean;
}

/** Everything known of one area. */
export function areaFacts(area: AreaRef, sources: AreaSources, wish: AreaWish = {}): AreaFacts {
  const figures = sources.figures.get(area.areaId);
  const { statistics = {}, bounds = [], snapshots = [] } = figures ?? {};
  const { register } = sources;
  return {
    ...area,
    statistics,
    bounds,
    snapshots,
    pharmacies: register && wish.pharmacies ? pharmaciesOf(area, register, wish.pharmacies, wish) : null,
    beds: register && wish.beds ? bedsOf(area, register, wish.isZone ?? false) : null,
    bedUse: wish.beds ? bedUseOf(area, figures, register) : null,
  };
}

/** Null where not one pharmacy of the city is known to be designated: a count of 0 would say nothing. */
function pharmaciesOf(
  { level, code }: AreaRef,
  register: RegisterCounts,
  attribution: 'location' | 'business_licence',
  { countyCode }: AreaWish,
): AreaFacts['pharmacies'] {
  if (register.totals === null || (level !== 'street' && level !== 'county')) return null;
  if (register.pharmacies.length === 0 && register.loose.length === 0) return null;
  const row = register.pharmacies.find(
    (one) => one.attribution === attribution && one.level === level && one.code === code,
  );
  const mayBeHere = (scope: string, scopeCode: string | null) =>
    scope === 'city' ||
    (scope === level ? scopeCode === code : scope === 'county' && scopeCode === countyCode);
  return {
    attribution,
    counts: PHARMACY_KINDS.map((pharmacyKind) => ({
      pharmacyKind,
      counted: row?.[pharmacyKind] ?? 0,
      notYetCounted: row?.[`${pharmacyKind}_new`] ?? 0,
    })),
    unattributed: register.loose
      .filter((one) => one.attribution === attribution && one.level === level)
      .filter((one) => mayBeHere(one.scope, one.code))
      .reduce((sum, one) => sum + one.count, 0),
  };
}

/** Null where no institution of the city is designated for inpatients: nothing says that the area has no beds. */
function bedsOf(
  { areaId, level, code }: AreaRef,
  register: RegisterCounts,
  isZone: boolean,
): AreaFacts['beds'] {
  if (register.beds.length === 0) return null;
  const isOwnPolygon = isZone && level === 'management';
  const of = isOwnPolygon ? { level: 'zone', code: String(areaId) } : { level, code };
  if (of.level === 'street') return null;
  return register.beds
    .filter((row) => row.level === of.level && row.code === of.code)
    .map((row) => ({
      bedCategory: row.bed_category,
      category: row.category,
      hospitalGrade: row.grade,
      designated: row.designated,
      open: row.open,
      institutionsWithoutFigure: row.without_designated,
      institutionsWithoutOpen: row.without_open,
    }));
}

/** The published rate, unless the register gives one of a later period. */
function bedUseOf(
  { level, code }: AreaRef,
  figures: AreaFiguresRow | undefined,
  register: RegisterCounts | null,
): AreaFacts['bedUse'] {
  const published = figures?.statistics.bed_use_rate;
  const computed = register?.bed_use.find((row) => row.level === level && row.code === code);
  if (computed && (!published || published.asOf < computed.to))
    return {
      rate: computed.numerator / computed.denominator,
      basis: 'computed',
      numerator: computed.numerator,
      denominator: computed.denominator,
      periodFrom: computed.from,
      periodTo: computed.to,
      document: '登记的实际占用床日与开放床日 / occupied and open bed-days of the register',
    };
  if (!published) return null;
  return {
    rate: published.value,
    basis: 'published',
    numerator: null,
    denominator: null,
    periodFrom: null,
    periodTo: published.asOf,
    document: published.document,
  };
}

/**
 * Institutions of the kind in force by service, 0 where none is; a service of which some may belong to another city is left
 * out, and nothing is known where the register has nobody of the kind.
 */
export function designatedByService(
  register: RegisterCounts,
  kind: Application['kind'],
): Record<string, number> | null {
  const rows = register.by_service.filter((row) => row.kind === kind);
  if (rows.length === 0) return null;
  return Object.fromEntries(
    SERVICES.flatMap((service) => {
      const row = rows.find((one) => one.service === service);
      return (row?.uncertain ?? 0) > 0 ? [] : [[`${kind}:${service}`, row?.certain ?? 0] as const];
    }),
  );
}
