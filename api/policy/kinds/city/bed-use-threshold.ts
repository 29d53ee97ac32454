import { z } from 'zod';
import type { AreaFacts } from '../../facts-of-areas.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { compareProducts, countDecimals } from './exact-product.ts';

type BedUse = NonNullable<AreaFacts['bedUse']>;

/** KF-B3, QD-7: no more beds where those of the management area stand empty. */
export const bedUseThreshold = defineRuleKind({
  id: 'bed-use-threshold',
  title: { zh: '医保管理区域床位使用率', en: 'Bed use of the management area' },
  description: {
    zh: '机构所属医保管理区域（登记字段，不由位置推定）上一完整自然年度的床位使用率低于限值的，原则上不再新增购买住院床位；等于限值的通过。按占用床日与开放床日比较，不用四舍五入后的比率。',
    en: 'Bed use of the last full calendar year in the management area of the institution (a registered field, never derived from the position): below the limit, no more beds in principle; equal passes. Bed-days are compared, not rounded rates.',
  },
  parameters: z.strictObject({
    threshold: z.number().gt(0).max(1).describe('Lowest bed-use rate as a ratio (0.75).'),
  }),
  options: { published_rate: ['as_published', 'bed_days_at_limit'] },
  decides: true,
  evaluate: ({ plan, parameters: { threshold }, application, facts, asOf, option }): RawFinding => {
    const area = facts.managementArea;
    const asked = area?.name ?? application.managementArea;
    if (!area || !plan.managementAreas.includes(area.name))
      return {
        outcome: 'MANUAL_REVIEW',
        reason: asked
          ? {
              zh: `“${asked}”不在本规划列出的医保管理区域（${plan.managementAreas.join('、')}）内，需人工确定所属区域。`,
              en: `"${asked}" is none of the management areas of the plan (${plan.managementAreas.join(', ')}); a person must assign the area.`,
            }
          : {
              zh: '未登记所属医保管理区域；不能由位置推定。',
              en: 'The management area is not registered; it cannot be derived from the position.',
            },
        missing: [
          { item: 'management_area', zh: '所属医保管理区域', en: 'management area of the institution' },
        ],
      };
    const expected = lastFullYear(asOf);
    const evidence = {
      areas: [{ code: area.code, name: area.name, role: 'management area' }],
      ...(area.bedUse ? { documents: [area.bedUse.document] } : {}),
    };
    const ask = { item: 'bed_use_rate', areaCode: area.code };
    const { bedUse } = area;
    if (!bedUse || !isOfYear(bedUse, expected))
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `缺少${area.name} ${expected.from} 至 ${expected.to} 的床位使用率${bedUse ? `（现有 ${bedUse.periodFrom ?? '?'} 至 ${bedUse.periodTo}）` : ''}。`,
          en: `The bed use of ${area.name} from ${expected.from} to ${expected.to} is not known${bedUse ? ` (there is ${bedUse.periodFrom ?? '?'} to ${bedUse.periodTo})` : ''}.`,
        },
        missing: [{ ...ask, zh: '上一完整自然年度床位使用率', en: 'bed use of the last full calendar year' }],
        evidence,
        uses: ['statistics'],
      };
    const shown = describeUse(bedUse);
    const needsBedDays =
      isRoundingDecisive(bedUse, threshold) && option('published_rate') === 'bed_days_at_limit';
    const order = needsBedDays ? null : compareUse(bedUse, threshold);
    const limit = `${threshold * 100} %`;
    return {
      outcome: order === null ? 'MANUAL_REVIEW' : order < 0 ? 'FAIL_IN_PRINCIPLE' : 'PASS',
      measured: rateOf(bedUse),
      derived: { basis: bedUse.basis, mayBeRounded: isRoundingDecisive(bedUse, threshold) },
      comparator: '>=',
      threshold,
      unit: 'ratio',
      reason:
        order === null
          ? {
              zh: `${area.name}公布的床位使用率 ${shown} 经四舍五入后与限值 ${limit} 无法区分，需占用床日与开放床日。`,
              en: `The published bed use ${shown} of ${area.name} cannot be told from ${limit} after rounding; bed-days are needed.`,
            }
          : order < 0
            ? {
                zh: `${area.name}床位使用率 ${shown}，低于 ${limit}，原则上不再新增购买住院床位。`,
                en: `Bed use of ${area.name} is ${shown}, below ${limit}: no more inpatient beds in principle.`,
              }
            : {
                zh: `${area.name}床位使用率 ${shown}，不低于 ${limit}。`,
                en: `Bed use of ${area.name} is ${shown}, not below ${limit}.`,
              },
      ...(order === null
        ? {
            missing: [
              { ...ask, item: 'bed_days', zh: '占用床日与开放床日', en: 'occupied and open bed-days' },
            ],
          }
        : {}),
      evidence,
      uses: ['statistics'],
    };
  },
});

function lastFullYear(asOf: string): { from: string; to: string } {
  const year = Number(asOf.slice(0, 4)) - 1;
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** A figure published as of the last day of the year, without the first day of its period, is that of the year. */
function isOfYear({ basis, periodFrom, periodTo }: BedUse, year: { from: string; to: string }): boolean {
  const isWhole = periodFrom === year.from || (periodFrom === null && basis === 'published');
  return isWhole && periodTo === year.to;
}

/** Negative, 0 or positive as the use is below, at or above the limit. */
function compareUse({ rate, numerator, denominator }: BedUse, threshold: number): number {
  return numerator !== null && denominator
    ? compareProducts([numerator], [threshold, denominator])
    : compareProducts([rate], [threshold]);
}

/** A published rate so near the limit that the rounding of its last printed digit could decide. */
function isRoundingDecisive({ rate, basis, numerator, denominator }: BedUse, threshold: number): boolean {
  if ((numerator !== null && denominator) || basis === 'computed') return false;
  const halfUnit = Number(`5e-${Math.max(countDecimals(rate), 2) + 1}`);
  return Math.abs(rate - threshold) <= halfUnit * (1 + 1e-9);
}

function rateOf({ rate, numerator, denominator }: BedUse): number {
  return numerator !== null && denominator ? numerator / denominator : rate;
}

function describeUse(use: BedUse): string {
  const percent = `${(rateOf(use) * 100).toFixed(4)} %`;
  return use.numerator !== null && use.denominator
    ? `${use.numerator}/${use.denominator} = ${percent}`
    : percent;
}
