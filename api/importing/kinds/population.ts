import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { note } from '../build-report.ts';
import { cellGeometry } from '../cell-geometry.ts';
import type { FileFinding } from '../import-report.ts';
import { locateSurface } from '../location.ts';
import type { ImportRun, KindPipeline } from './kind-pipeline.ts';

const none = z.object({});
const count = z.number();
const spreadParams = z.object({ level: z.string(), indicator: z.string(), asOf: z.string() });
const findSpreadAreas = namedQuery('importing/find-spread-areas', { params: spreadParams, row: none });
const listAreasWithoutPoints = namedQuery('importing/list-areas-without-points', {
  params: spreadParams,
  row: z.object({ code: z.string(), name: z.string(), total: count }),
});
const listSpreadDates = namedQuery('importing/list-spread-dates', {
  params: none,
  row: z.object({ as_of: z.string(), areas: count }),
});
const aggregateCells = namedQuery('importing/aggregate-cells', {
  params: z.object({ spread: z.boolean() }),
  row: none,
});
const upsertSurface = namedQuery('importing/upsert-population-surface', {
  params: z.object({
    code: z.string(),
    titleZh: z.string(),
    titleEn: z.string(),
    resolution: count,
    asOf: z.string(),
    modelled: z.boolean(),
    method: z.string(),
    document: z.string(),
    synthetic: z.boolean(),
  }),
  row: z.object({ surface_id: count }),
});
const ofSurface = z.object({ surfaceId: count });
const updateCells = namedQuery('importing/update-cells', { params: ofSurface, row: none });
const deleteMissingCells = namedQuery('importing/delete-missing-cells', {
  params: ofSurface,
  row: z.object({ removed: count }),
});
const listNewCells = namedQuery('importing/list-new-cells', {
  params: z.object({ after: z.string(), limit: count }),
  row: z.object({ h3: z.string() }),
});
const insertCells = namedQuery('importing/insert-cells', {
  params: z.object({ surfaceId: count, cells: z.string() }),
  row: none,
});
const countCells = namedQuery('importing/count-cells', {
  params: none,
  row: z.object({ inserted: count, updated: count, unchanged: count, population: count }),
});

const CELLS_PER_CHUNK = 2000;

/** Population: rows are added up by H3 cell (or area totals spread over points); the surface is replaced as a whole. */
export const populationPipeline: KindPipeline = {
  keyField: 'h3',
  async check(tx, run) {
    const spread = run.options.surface?.spread;
    if (!spread) return {};
    // The totals are those of the surface's own date, not of the day of the import.
    const wanted = { ...spread, asOf: run.options.surface!.asOf };
    await findSpreadAreas(tx, wanted);
    const dates = await listSpreadDates(tx, {});
    return { findings: [...leftOver(await listAreasWithoutPoints(tx, wanted)), ...datesOfTotals(dates)] };
  },
  async write(tx, run) {
    await aggregateCells(tx, { spread: run.options.surface?.spread !== undefined });
    const surfaceId = await writeSurface(tx, run);
    await updateCells(tx, { surfaceId });
    const [gone] = await deleteMissingCells(tx, { surfaceId });
    await writeNewCells(tx, surfaceId);
    await tx.script('analyze population_cell');
    await locateSurface(tx, run.today, surfaceId);
    const [cells] = await countCells(tx, {});
    return {
      ...(cells ? { counts: cells, findings: [summary(cells)] } : {}),
      removed: { population_cell: gone?.removed ?? 0 },
    };
  },
};

async function writeSurface(tx: Database, run: ImportRun): Promise<number> {
  const { spread, modelled, ...surface } = run.options.surface!;
  const [written] = await upsertSurface(tx, {
    ...surface,
    modelled: modelled || spread !== undefined,
    synthetic: run.options.synthetic,
  });
  return written!.surface_id;
}

async function writeNewCells(tx: Database, surfaceId: number): Promise<void> {
  for (let after = '0'; ; ) {
    const page = await listNewCells(tx, { after, limit: CELLS_PER_CHUNK });
    const last = page.at(-1);
    if (!last) return;
    const cells = page.map(({ h3 }) => ({ h3, ...cellGeometry(BigInt(h3).toString(16)) }));
    await insertCells(tx, { surfaceId, cells: JSON.stringify(cells) });
    after = last.h3;
  }
}

function leftOver(areas: ReadonlyArray<{ code: string; name: string; total: number }>): FileFinding[] {
  if (areas.length === 0) return [];
  const names = areas
    .slice(0, 10)
    .map((area) => area.name)
    .join('、');
  const total = areas.reduce((sum, area) => sum + area.total, 0);
  return [
    note(
      'areas-without-points',
      `${areas.length} 个区域没有点位，其 ${total} 人未分摊：${names}`,
      `${areas.length} areas hold no point of the file; their ${total} residents are not spread: ${names}`,
      { areas: areas.map((area) => area.code), residents: total },
    ),
  ];
}

function datesOfTotals(dates: ReadonlyArray<{ as_of: string; areas: number }>): FileFinding[] {
  if (dates.length === 0) return [];
  const each = (unit: string) => dates.map(({ as_of, areas }) => `${as_of} (${areas}${unit})`).join(', ');
  return [
    note(
      dates.length === 1 ? 'spread-date' : 'spread-dates-differ',
      `分摊的总数日期：${each(' 个区域')}`,
      `dates of the totals that are spread: ${each(' areas')}`,
      { dates },
    ),
  ];
}

function summary(cells: {
  inserted: number;
  updated: number;
  unchanged: number;
  population: number;
}): FileFinding {
  const number = cells.inserted + cells.updated + cells.unchanged;
  const residents = Math.round(cells.population);
  return note(
    'surface-total',
    `${number} 个单元，共 ${residents} 人`,
    `${number} cells with ${residents} residents in all`,
    {
      cells: number,
      residents: cells.population,
    },
  );
}
