import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';
import type { FileFinding, StatedCounty } from './import-report.ts';
import type { CheckOutcome, ImportRun } from './kinds/kind-pipeline.ts';

const none = z.object({});
const count = z.number();
const reportSharedPositions = namedQuery('importing/report-shared-positions', {
  params: z.object({ rows: count }),
  row: none,
});
const resolveStatedCounties = namedQuery('importing/resolve-stated-counties', {
  params: z.object({ asOf: z.string() }),
  row: none,
});
const reportFarFromCounty = namedQuery('importing/report-far-from-county', {
  params: z.object({ limitM: count }),
  row: none,
});
const measureStatedCounties = namedQuery('importing/measure-stated-counties', {
  params: none,
  row: z.object({
    compared: count,
    inside: count,
    crs84_inside: count,
    crs84_gained: count,
    crs84_lost: count,
    gcj02_inside: count,
    gcj02_gained: count,
    gcj02_lost: count,
    bd09_inside: count,
    bd09_gained: count,
    bd09_lost: count,
  }),
});

/** Rows at one position from which it is suspicious. */
const CROWDED_ROWS = 10;
/** Farther outside the stated county than simplified borders explain. */
const FAR_FROM_COUNTY_M = 2000;

/**
 * Looks for positions that are plausible one by one and wrong as a whole: many at one place, far from the county that the
 * row states, and a datum that fits the stated counties clearly better than the one declared.
 */
export async function judgePositions(tx: Database, run: ImportRun): Promise<CheckOutcome> {
  await reportSharedPositions(tx, { rows: CROWDED_ROWS });
  await resolveStatedCounties(tx, { asOf: run.asOf });
  await reportFarFromCounty(tx, { limitM: FAR_FROM_COUNTY_M });
  const [measured] = await measureStatedCounties(tx, {});
  if (!measured || measured.compared === 0) return {};
  const statedCounty: StatedCounty = {
    compared: measured.compared,
    inside: measured.inside,
    insideIfRead: { CRS84: measured.crs84_inside, GCJ02: measured.gcj02_inside, BD09: measured.bd09_inside },
  };
  const readings = [
    { crs: 'CRS84', gained: measured.crs84_gained, lost: measured.crs84_lost },
    { crs: 'GCJ02', gained: measured.gcj02_gained, lost: measured.gcj02_lost },
    { crs: 'BD09', gained: measured.bd09_gained, lost: measured.bd09_lost },
  ];
  const better = readings
    .filter((reading) => fitsBetter(reading, measured.compared))
    .sort((a, b) => b.gained - b.lost - (a.gained - a.lost));
  return {
    statedCounty,
    findings: better[0]
      ? [mismatch(run.crs?.id ?? '', better[0].crs, statedCounty, !run.options.acceptSuspicious)]
      : [],
  };
}

/**
 * Offsets of some hundred metres move only points near a border, so the share inside says little; the points that change
 * sides say much. Another reading fits clearly better when at least 10 rows and 1 % of them come inside, and four times as many
 * as go outside.
 */
export function fitsBetter({ gained, lost }: { gained: number; lost: number }, compared: number): boolean {
  return gained >= 10 && gained - lost >= 0.01 * compared && gained >= 4 * lost;
}

function mismatch(declared: string, better: string, stated: StatedCounty, blocking: boolean): FileFinding {
  const insideIfBetter = stated.insideIfRead[better as keyof StatedCounty['insideIfRead']];
  return {
    code: 'datum-mismatch-suspected',
    blocking,
    reason: {
      zh: `按 ${declared} 读取时 ${stated.compared} 行中 ${stated.inside} 行位于所填区县之内，按 ${better} 读取则有 ${insideIfBetter} 行：坐标系可能声明有误`,
      en: `read as ${declared}, ${stated.inside} of ${stated.compared} rows lie in the county that they state; read as ${better}, ${insideIfBetter} would: the coordinate system is probably not the one stated`,
    },
    details: { declared, better, ...stated },
  };
}
