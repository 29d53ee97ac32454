import type { Localized } from '../../../localized.ts';
import type { Application } from '../../application.ts';
import type { Facts } from '../../facts.ts';
import type { Missing } from '../../finding.ts';
import { type Denominator, readBedDensity } from './bed-density.ts';
import { type DatedNumber, findNumberInForce } from './dated-parameter.ts';
import { compareProducts } from './exact-product.ts';
import { type BedSelection, countRequestedBeds } from './inpatient-beds.ts';

/** One indicator: what it counts and how much of it there may be. */
export interface BedLimit {
  readonly title: Localized;
  readonly selection: BedSelection;
  readonly cap: DatedNumber;
}

/** What one indicator says of an application; `beds` are those purchased and asked for together. */
export interface LimitVerdict {
  readonly outcome: 'PASS' | 'FAIL_IN_PRINCIPLE' | 'MANUAL_REVIEW';
  readonly reason: Localized;
  readonly per1000: number | null;
  readonly cap: number | null;
  readonly beds: number;
  readonly missing: Missing[];
  readonly documents: readonly string[];
}

interface LimitQuestion {
  readonly application: Application;
  readonly facts: Facts;
  readonly asOf: string;
  readonly denominator: Denominator;
}

/** Judges one indicator; null when the application adds nothing that it counts. */
export function judgeBedLimit(limit: BedLimit, question: LimitQuestion): LimitVerdict | null {
  const { title, selection } = limit;
  const { application, facts, asOf, denominator } = question;
  const requested = countRequestedBeds(application, selection);
  if (!requested || requested.atMost <= 0) return null;
  const density = readBedDensity(facts.city, denominator, selection);
  const cap = findNumberInForce(limit.cap, facts, asOf);
  const missing: Missing[] = [
    ...('missing' in density ? density.missing : []),
    ...(cap.value === null ? [missingCap(limit, asOf, facts)] : []),
  ];
  if ('missing' in density || cap.value === null)
    return {
      outcome: 'MANUAL_REVIEW',
      reason: {
        zh: `${title.zh}：缺少${missing.map(({ zh }) => zh).join('、')}，无法核算`,
        en: `${title.en}: cannot be computed without ${missing.map(({ en }) => en).join(', ')}`,
      },
      per1000: null,
      cap: cap.value,
      beds: requested.atLeast,
      missing,
      documents: [],
    };
  const { beds, population } = density;
  const atLeast = beds.atLeast + requested.atLeast;
  const atMost = beds.atMost + requested.atMost;
  const limitOf = [cap.value, population];
  const isOver = compareProducts([atLeast, 1000], limitOf) > 0;
  const couldBeOver = compareProducts([atMost, 1000], limitOf) > 0 || beds.institutionsWithoutFigure > 0;
  const per1000 = (atLeast * 1000) / population;
  const numbers = `(${beds.atLeast} + ${requested.atLeast}) / ${population} × 1000 = ${per1000.toFixed(4)}`;
  const documents = [...density.documents, ...(cap.document ? [cap.document] : [])];
  const common = { per1000, cap: cap.value, beds: atLeast, documents };
  if (isOver)
    return {
      ...common,
      outcome: 'FAIL_IN_PRINCIPLE',
      missing: [],
      reason: {
        zh: `${title.zh}：${numbers} > ${cap.value}，原则上不再增加`,
        en: `${title.en}: ${numbers} > ${cap.value}, in principle no more`,
      },
    };
  if (couldBeOver)
    return {
      ...common,
      outcome: 'MANUAL_REVIEW',
      missing: listUnknownBeds(title, beds, facts),
      reason: {
        zh: `${title.zh}：已知 ${numbers} ≤ ${cap.value}，但缺床位数或机构类别不明的可能改变结果`,
        en: `${title.en}: so far ${numbers} <= ${cap.value}, but beds that are not known or of unclear category could change it`,
      },
    };
  return {
    ...common,
    outcome: 'PASS',
    missing: [],
    reason: {
      zh: `${title.zh}：${numbers} ≤ ${cap.value}`,
      en: `${title.en}: ${numbers} <= ${cap.value}`,
    },
  };
}

function missingCap({ cap, title }: BedLimit, asOf: string, facts: Facts): Missing {
  const year = asOf.slice(0, 4);
  return {
    item: cap.qualifier ? `${cap.parameter}:${cap.qualifier}` : cap.parameter,
    ...(facts.city ? { areaCode: facts.city.code } : {}),
    zh: `${year} 年${title.zh}指标（${cap.unit}）`,
    en: `indicator of ${year} for: ${title.en} (${cap.unit})`,
  };
}

function listUnknownBeds(
  title: Localized,
  { institutionsWithoutFigure }: { institutionsWithoutFigure: number },
  { city }: Facts,
): Missing[] {
  const count = institutionsWithoutFigure;
  return [
    {
      item: count > 0 ? 'beds_of_institutions' : 'licence_category',
      ...(city ? { areaCode: city.code } : {}),
      zh: count > 0 ? `${count} 家机构的床位数` : `机构类别（${title.zh}）`,
      en: count > 0 ? `beds of ${count} institution(s)` : `licence categories (${title.en})`,
    },
  ];
}
