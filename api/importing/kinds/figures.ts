import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';
import { analyzeStaging, markRejected } from '../staging.ts';
import { resolveAreaCodes } from './area-codes.ts';
import type { KindPipeline } from './kind-pipeline.ts';

const none = z.object({});
const query = (name: string) => namedQuery(`importing/${name}`, { params: none, row: none });
const rejectUnknownIndicators = query('reject-unknown-indicators');
const reportLargeRatios = namedQuery('importing/report-large-ratios', {
  params: z.object({ limit: z.number() }),
  row: none,
});
const matchStatistics = query('match-statistics');
const updateStatistics = query('update-statistics');
const insertStatistics = query('insert-statistics');
const matchBounds = query('match-bounds');
const rejectOverlappingBounds = query('reject-overlapping-bounds');
const parkBounds = query('park-bounds');
const updateBounds = query('update-bounds');
const insertBounds = query('insert-bounds');
const rejectSharedFigures = query('reject-shared-figures');

/** Bed use and growth of cost stay well below; a percentage is nearly always above. */
const LARGEST_RATIO = 1.5;

const LEVELS = ['city', 'county', 'street', 'management'];

/** Dated figures of areas; the area must be valid on the figure's date. */
export const statisticsPipeline: KindPipeline = {
  keyField: 'area_code',
  async check(tx, run) {
    await resolveAreaCodes(tx, {
      field: 'area_code',
      levels: LEVELS,
      asOf: run.asOf,
      dateField: 'as_of',
      levelField: 'area_level',
    });
    await rejectUnknownIndicators(tx, {});
    await markRejected(tx);
    await matchStatistics(tx, {});
    await analyzeStaging(tx);
    await rejectSharedFigures(tx, {});
    await markRejected(tx);
    await reportLargeRatios(tx, { limit: LARGEST_RATIO });
    return {};
  },
  async write(tx) {
    await updateStatistics(tx, {});
    await insertStatistics(tx, {});
    await tx.script('analyze area_statistic');
    return {};
  },
};

/** Pharmacy bounds; the area must be valid on the first day of the bounds (today where they have none). */
export const boundsPipeline: KindPipeline = {
  keyField: 'area_code',
  async check(tx, run) {
    await resolveAreaCodes(tx, {
      field: 'area_code',
      levels: LEVELS,
      asOf: run.asOf,
      dateField: 'valid_from',
      levelField: 'area_level',
    });
    await markRejected(tx);
    await matchBounds(tx, {});
    await analyzeStaging(tx);
    await rejectSharedFigures(tx, {});
    await markRejected(tx);
    await rejectOverlappingBounds(tx, {});
    await markRejected(tx);
    return {};
  },
  async write(tx) {
    await parkBounds(tx, {});
    await updateBounds(tx, {});
    await insertBounds(tx, {});
    await tx.script('analyze pharmacy_bound');
    return {};
  },
};
