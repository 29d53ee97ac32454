import type { Localized } from '../../../localized.ts';
import type { AreaFacts } from '../../facts-of-areas.ts';
import type { Missing } from '../../finding.ts';
import { type Denominator, readBedDensity } from './bed-density.ts';
import { compareProducts } from './exact-product.ts';
import type { BedSelection } from './inpatient-beds.ts';

/** Whether one target is reached by the beds that are there; those asked for are not counted. */
export interface FreezeQuestion {
  readonly title: Localized;
  readonly area: AreaFacts | null;
  readonly denominator: Denominator;
  readonly selection: BedSelection;
  /** Beds per 1000 persons; null = not known. */
  readonly limit: number | null;
  /** Name of the limit when it is missing. */
  readonly limitItem: string;
  readonly below: 'pass' | 'review';
}

/** What one target says. */
export interface FreezeVerdict {
  readonly outcome: 'FAIL' | 'MANUAL_REVIEW' | 'PASS';
  readonly per1000: number | null;
  readonly limit: number | null;
  readonly reason: Localized;
  readonly missing: readonly Missing[];
  readonly documents: readonly string[];
}

/** Reached (equality included) is FAIL; unknown beds can only add, so that they never undo it. */
export function judgeFreeze(question: FreezeQuestion): FreezeVerdict {
  const { title, area, limit, below } = question;
  const density = readBedDensity(area, question.denominator, question.selection);
  const areaCode = area ? { areaCode: area.code } : {};
  const missing: Missing[] = [
    ...('missing' in density ? density.missing : []),
    ...(limit === null
      ? [
          {
            item: question.limitItem,
            ...areaCode,
            zh: `${title.zh}规划指标`,
            en: `indicator for ${title.en}`,
          },
        ]
      : []),
  ];
  if ('missing' in density || limit === null)
    return {
      outcome: 'MANUAL_REVIEW',
      per1000: null,
      limit,
      reason: {
        zh: `${title.zh}：缺少${missing.map(({ zh }) => zh).join('、')}`,
        en: `${title.en}: missing ${missing.map(({ en }) => en).join(', ')}`,
      },
      missing,
      documents: [],
    };
  const { beds, population, documents } = density;
  const per1000 = (beds.atLeast * 1000) / population;
  const common = { per1000, limit, documents };
  const numbers = `${beds.atLeast} / ${population} × 1000 = ${per1000.toFixed(4)}`;
  if (compareProducts([beds.atLeast, 1000], [limit, population]) >= 0)
    return {
      ...common,
      outcome: 'FAIL',
      reason: {
        zh: `${title.zh}：${numbers}，已达到 ${limit}，暂不新增购买`,
        en: `${title.en}: ${numbers} has reached ${limit}, none are bought for now`,
      },
      missing: [],
    };
  const count = beds.institutionsWithoutFigure;
  if (count > 0)
    return {
      ...common,
      outcome: 'MANUAL_REVIEW',
      reason: {
        zh: `${title.zh}：已知 ${numbers} 低于 ${limit}，但 ${count} 家机构缺床位数`,
        en: `${title.en}: so far ${numbers} is below ${limit}, but the beds of ${count} institution(s) are not known`,
      },
      missing: [
        {
          item: 'beds_of_institutions',
          ...areaCode,
          zh: `${count} 家机构的床位数`,
          en: `beds of ${count} institution(s)`,
        },
      ],
    };
  const isOpen = below === 'review';
  return {
    ...common,
    outcome: isOpen ? 'MANUAL_REVIEW' : 'PASS',
    reason: isOpen
      ? {
          zh: `${title.zh}：${numbers}，低于 ${limit}；规划以已达到指标为前提，是否仍暂停需人工判定`,
          en: `${title.en}: ${numbers} is below ${limit}; the plan states that the indicator is reached, so whether the freeze still holds is for a person`,
        }
      : {
          zh: `${title.zh}：${numbers}，低于 ${limit}`,
          en: `${title.en}: ${numbers} is below ${limit}`,
        },
    missing: [],
  };
}
