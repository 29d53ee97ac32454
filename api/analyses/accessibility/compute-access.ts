import type { Database } from '../../db/database.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import type { Progress } from '../analysis.ts';
import type { QuestionArea } from '../area-of-question.ts';
import type { Metric } from '../metric-input.ts';
import { type DesignatedSelection, listDesignatedPoints } from '../points/designated-points.ts';
import type { CellAccess } from './figures.ts';
import type { Model } from './model-input.ts';
import { listPlaces, type Places } from './places.ts';
import { measureReach } from './reach.ts';
import { ofKnownSupply, type Shares, shareOut } from './share-out.ts';
import type { JudgedSupplier } from './suppliers.ts';
import { type SupplyMeasure, withSupply } from './supply.ts';

export interface AccessQuestion {
  readonly surfaceId: number;
  readonly selection: Omit<DesignatedSelection, 'within'>;
  readonly area: QuestionArea | null;
  readonly metric: Metric;
  readonly network: WalkNetwork | null;
  readonly model: Model;
  readonly supply: SupplyMeasure;
  readonly bedCategory: string | null;
}

export interface ComputedAccess {
  readonly places: Places;
  /** Cells of the area asked about, in their order. */
  readonly cells: CellAccess[];
  readonly suppliers: JudgedSupplier[];
  readonly shares: Shares;
  readonly isSynthetic: boolean;
}

/**
 * What the residents of each cell reach. The margin around an area makes its figures those of the whole map: suppliers within one
 * catchment of its cells, residents within two who share them, and with 3SFCA suppliers within three, among whom those choose.
 */
export async function computeAccess(
  db: Database,
  question: AccessQuestion,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<ComputedAccess> {
  const { surfaceId, selection, area, metric, network, model } = question;
  const { asOf } = selection;
  const { limitM } = metric;
  progress(0, 'reading residents and institutions');
  const places = await listPlaces(db, { surfaceId, asOf, area, marginM: 2 * limitM });
  const around = (model.method === '3sfca' ? 3 : 1) * limitM;
  const points = await listDesignatedPoints(db, {
    ...selection,
    within: area ? { areaId: area.area_id, marginM: around } : null,
  });
  const all = await withSupply(db, points, {
    supply: question.supply,
    bedCategory: question.bedCategory,
    asOf,
  });
  // Who has nothing to offer (0 beds, known) takes no part; who may have something does, until the doubt is told.
  const offering = all.filter(({ supply }) => supply !== 0);
  signal.throwIfAborted();
  const reach = await measureReach(db, offering, places.all, metric, network, {
    signal,
    onProgress: (done) => progress(0.1 + done * 0.7, 'measuring distances'),
  });
  const doubts = reach.doubts;
  const known = Float64Array.from(offering, ({ supply }) => supply ?? Number.NaN);
  const matrix = ofKnownSupply(reach.matrix, known, doubts);
  const shares = await shareOut(
    {
      method: model.method,
      decay: model.decay,
      catchmentM: limitM,
      matrix,
      supply: Float64Array.from(offering, ({ supply }, index) =>
        reach.unsnapped[index] ? 0 : (supply ?? 0),
      ),
      population: Float64Array.from(places.all, ({ population }) => population),
    },
    { signal, onProgress: (done) => progress(0.8 + done * 0.2, 'sharing out the supply') },
  );
  const suppliers = offering.map((supplier, index): JudgedSupplier => {
    const demand = shares.demand[index] as number;
    const ratio = shares.ratio[index] as number;
    if (supplier.supply === null) return { supplier, status: 'unknown', demand: null, per1000: null };
    if (reach.unsnapped[index]) return { supplier, status: 'not-snapped', demand: null, per1000: null };
    return demand > 0
      ? { supplier, status: 'counted', demand, per1000: ratio * 1000 }
      : { supplier, status: 'unserved', demand: 0, per1000: null };
  });
  const none = all
    .filter(({ supply }) => supply === 0)
    .map((supplier): JudgedSupplier => ({ supplier, status: 'none', demand: null, per1000: null }));
  const cells = places.cells.map((cell, index) => ({
    cell,
    per1000: (shares.access[index] as number) * 1000,
    reachable: shares.reachable[index] as number,
    doubts: doubts[index] as number,
  }));
  return {
    places,
    cells,
    suppliers: [...suppliers, ...none],
    shares,
    isSynthetic: all.some((supplier) => supplier.is_synthetic),
  };
}
