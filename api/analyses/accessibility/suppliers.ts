import type { Feature, Geometry } from 'geojson';
import { z } from 'zod';
import { feature } from '../analysis.ts';
import type { QuestionArea } from '../area-of-question.ts';
import type { Shares } from './share-out.ts';
import type { Supplier } from './supply.ts';

/** A supplier that took part, or why it did not. */
export interface JudgedSupplier {
  readonly supplier: Supplier;
  readonly status: 'counted' | 'unserved' | 'none' | 'unknown' | 'not-snapped';
  /** Residents of its catchment, weighted; null when it took no part. */
  readonly demand: number | null;
  /** Supply per 1,000 of them. */
  readonly per1000: number | null;
}

export const supplySchema = z.object({
  unit: z.string(),
  /** Institutions of the selection in the area asked about (everywhere without one), by what became of them. */
  institutions: z.object({
    counted: z.number(),
    /** Their catchment holds no residents: they serve nobody. */
    unserved: z.number(),
    none: z.number(),
    unknown: z.number(),
    not_snapped: z.number(),
    partly_known: z.number(),
  }),
  /** Supply of those counted, and of those left out because nobody is within reach or they are not on the network. */
  counted: z.number(),
  unserved: z.number(),
  not_snapped: z.number(),
  /** The check of the model, the margin around the area included: what was shared out and what residents got. */
  conservation: z.object({
    institutions: z.number(),
    supply: z.number(),
    served: z.number(),
    delivered: z.number(),
    conserved: z.boolean(),
  }),
  /** Of `delivered`, what residents of the area got. */
  delivered_in_area: z.number(),
});

/** Suppliers of the area asked about by status; the ones around it serve its residents too and stand in `conservation`. */
export function summariseSupply(
  judged: readonly JudgedSupplier[],
  shares: Shares | null,
  { area, unit, deliveredInArea }: { area: QuestionArea | null; unit: string; deliveredInArea: number },
): z.output<typeof supplySchema> {
  const own = judged.filter(({ supplier }) => isIn(supplier, area));
  const count = (status: JudgedSupplier['status']) => own.filter((one) => one.status === status).length;
  const amount = (status: JudgedSupplier['status']) =>
    own.reduce((sum, one) => (one.status === status ? sum + (one.supplier.supply ?? 0) : sum), 0);
  return {
    unit,
    institutions: {
      counted: count('counted'),
      unserved: count('unserved'),
      none: count('none'),
      unknown: count('unknown'),
      not_snapped: count('not-snapped'),
      partly_known: own.filter(({ supplier }) => supplier.partly).length,
    },
    counted: amount('counted'),
    unserved: amount('unserved'),
    not_snapped: amount('not-snapped'),
    conservation: {
      institutions: judged.filter(({ status }) => status === 'counted' || status === 'unserved').length,
      supply: shares?.supply ?? 0,
      served: shares?.served ?? 0,
      delivered: shares?.delivered ?? 0,
      conserved: shares?.conserved ?? true,
    },
    delivered_in_area: deliveredInArea,
  };
}

export function isIn(supplier: Supplier, area: QuestionArea | null): boolean {
  if (!area) return true;
  if (area.level === 'management') return false;
  const id = { city: supplier.city_id, county: supplier.county_id, street: supplier.street_id }[area.level];
  return id !== null && area.version_ids.includes(id);
}

/** Least supply per resident first: the most crowded; those that took no part last. */
export function byCrowding(a: JudgedSupplier, b: JudgedSupplier): number {
  return (
    (a.per1000 ?? Number.MAX_VALUE) - (b.per1000 ?? Number.MAX_VALUE) ||
    a.supplier.institution_id - b.supplier.institution_id
  );
}

export function supplierFeature({
  supplier,
  status,
  demand,
  per1000,
}: JudgedSupplier): Feature<Geometry | null> {
  const { institution_id, code, name, kind, category, type_no, supply, accuracy_m, verified } = supplier;
  return feature(
    { type: 'Point', coordinates: [supplier.lon, supplier.lat] },
    {
      role: 'institution',
      institution_id,
      code,
      name,
      kind,
      category,
      type_no,
      accuracy_m,
      verified,
      status,
      supply,
      catchment_residents_weighted: demand,
      supply_per_1000: per1000,
    },
    `institution-${institution_id}`,
  );
}
