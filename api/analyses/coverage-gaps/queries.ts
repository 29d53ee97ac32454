import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';

export const judgeCells = namedQuery('coverage-gaps/judge-cells', {
  params: z.object({
    surfaceId: z.number(),
    limitM: z.number(),
    asOf: z.string(),
    typeNo: z.number().nullable(),
    kind: z.string().nullable(),
    service: z.string().nullable(),
    perArea: z.enum(['county', 'street']),
    level: z.string().nullable(),
    areaId: z.number().nullable(),
    cellLimit: z.number(),
    gather: z.boolean(),
    cellAreaM2: z.number(),
    typeScheme: z.string(),
    locateAgain: z.boolean(),
  }),
  row: z.object({
    part: z.enum(['total', 'area', 'edge', 'cell']),
    group_kind: z.enum(['area', 'border', 'outside']).nullable(),
    key: z.number().nullable(),
    code: z.string().nullable(),
    name: z.string().nullable(),
    name_en: z.string().nullable(),
    parent: z.string().nullable(),
    cells: z.number(),
    total: z.number(),
    covered: z.number(),
    uncertain: z.number(),
    uncovered: z.number(),
    open_cells: z.number(),
    gap_cells: z.array(z.string()).nullable(),
    h3: z.string().nullable(),
    verdict: z.enum(['uncertain', 'uncovered']).nullable(),
    nearest_m: z.number().nullable(),
    geom: z.string().nullable(),
  }),
});
export type JudgedRow = z.output<typeof judgeCells.row>;

export const findCoveredCells = namedQuery('coverage-gaps/find-covered-cells', {
  params: z.object({
    cellIds: z.array(z.number()),
    limitM: z.number(),
    asOf: z.string(),
    typeNo: z.number().nullable(),
    kind: z.string().nullable(),
    service: z.string().nullable(),
    typeScheme: z.string(),
  }),
  row: z.object({ cell_id: z.number() }),
});

export const drawCells = namedQuery('coverage-gaps/draw-cells', {
  params: z.object({ cellIds: z.array(z.number()) }),
  row: z.object({ cell_id: z.number(), geom: z.string() }),
});
