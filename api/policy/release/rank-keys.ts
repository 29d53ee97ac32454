import type { Application } from '../application.ts';
import type { Facts } from '../facts.ts';
import type { Missing, RawFinding } from '../finding.ts';
import type { RankKeyRule } from './rank-key-schema.ts';

export type RankKeyReading = { readonly value: string | number } | { readonly missing: Missing };

/**
 * The value of one ranking key: a date `YYYY-MM-DD`, a score, a ratio (unrounded) or a support category. What cannot be
 * read, or is contradictory, is named as missing; nothing stands in for it.
 */
export function readRankKey(
  key: RankKeyRule,
  application: Application,
  facts: Facts,
  resultOf: (ruleId: string) => RawFinding,
): RankKeyReading {
  switch (key.key) {
    case 'support_category': {
      const category = resultOf(key.rule).derived?.support;
      return typeof category === 'string' && key.order.includes(category)
        ? { value: category }
        : missing('support_category', '支持类别（谨慎举办/可以举办）', 'support category');
    }
    case 'personal_account_opened_on':
      return valueOr(
        firstDay(facts, 'personal_account') ?? application.personalAccountOpenedOn,
        missing(
          'personal_account_opened_on',
          '开通个人账户时间',
          'day on which the personal account was opened',
        ),
      );
    case 'practice_licence_obtained_on':
      return valueOr(
        application.licence?.obtainedOn,
        missing(
          'practice_licence_obtained_on',
          '《医疗机构执业许可证》取得时间',
          'day of the practice licence',
        ),
      );
    case 'practice_licence_first_obtained_on':
      return valueOr(
        application.licence?.firstObtainedOn,
        missing(
          'practice_licence_first_obtained_on',
          '首次取得《医疗机构执业许可证》时间',
          'day of the first practice licence',
        ),
      );
    case 'designated_since':
      return valueOr(
        firstDay(facts, null),
        missing('designated_since', '成为医保定点机构时间', 'day on which it became designated'),
      );
    case 'score':
      return readScore(key.evaluation, application);
    case 'open_beds_per_1000_residents':
      return readBedsPer1000(facts);
  }
}

/** First day of a service (or of any); unknown when one of the periods has no first day. */
function firstDay({ applicant }: Facts, service: string | null): string | undefined {
  const periods =
    applicant?.services.filter((period) => service === null || period.service === service) ?? [];
  const days = periods.map((period) => period.from);
  if (days.includes(null)) return undefined;
  return days.filter((day) => day !== null).sort()[0];
}

/** The latest score of the evaluation; two different scores of the same day contradict each other. */
function readScore(evaluation: string, { scores }: Application): RankKeyReading {
  const ofEvaluation = scores.filter((score) => score.evaluation === evaluation);
  const lastDay = ofEvaluation
    .map((score) => score.evaluatedOn)
    .sort()
    .at(-1);
  const values = new Set(
    ofEvaluation.filter((score) => score.evaluatedOn === lastDay).map((score) => score.value),
  );
  const [value] = values;
  const isPersonalAccount = evaluation === 'personal_account_entry';
  return value !== undefined && values.size === 1
    ? { value }
    : missing(
        `score:${evaluation}`,
        isPersonalAccount ? '个人账户准入专家评审分数' : '当次准入专家评审分数',
        isPersonalAccount ? 'expert score at personal-account entry' : 'expert score of the current entry',
      );
}

/** Open designated beds per 1000 residents of the district in which the site lies. */
function readBedsPer1000({ county }: Facts): RankKeyReading {
  const figure = county?.statistics.resident_pop;
  const residents = figure?.isModelled ? undefined : figure?.value;
  const beds = county?.beds;
  const areaCode = county ? { areaCode: county.code } : {};
  if (residents === undefined || residents <= 0)
    return missing('resident_pop', '所在区市县常住人口', 'residents of the district', areaCode);
  const isIncomplete = beds?.some(
    (entry) => entry.institutionsWithoutFigure > 0 || entry.institutionsWithoutOpen > 0,
  );
  if (!beds || isIncomplete)
    return missing('open_beds', '所在区市县开放定点床位数', 'open designated beds of the district', areaCode);
  const open = beds.reduce((sum, entry) => sum + entry.open, 0);
  return { value: (open / residents) * 1000 };
}

function valueOr(value: string | null | undefined, otherwise: RankKeyReading): RankKeyReading {
  return value ? { value } : otherwise;
}

function missing(item: string, zh: string, en: string, areaCode: { areaCode?: string } = {}): RankKeyReading {
  return { missing: { item, zh, en, ...areaCode } };
}
