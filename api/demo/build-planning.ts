import { CITY, COUNTIES, type CountyPlan } from './city-plan.ts';

/** The plan by which the demo city is judged; its own division code is that of no real city. */
export const DEMO_PLAN = 'dalian/2025-2027';
const YEARS = [2026, 2027] as const;

/** Classes of areas that the setting guideline (设置指引) of the demo city gives. */
const AREA_CLASS: Readonly<Record<CountyPlan['setting'], string>> = { core: '1', suburb: '2', outer: '3' };
/** What the guideline says of a licence category, by class of area. */
const SUPPORT: Readonly<Record<string, Readonly<Record<CountyPlan['setting'], string>>>> = {
  综合门诊部: { core: 'caution', suburb: 'may', outer: 'may' },
  口腔门诊部: { core: 'caution', suburb: 'caution', outer: 'may' },
  普通诊所: { core: 'caution', suburb: 'caution', outer: 'may' },
  中医诊所: { core: 'may', suburb: 'may', outer: 'may' },
  口腔诊所: { core: 'caution', suburb: 'caution', outer: 'caution' },
};

/** Dated data of the demo city's authority, by resource; every document says that it is invented. */
export function buildPlanningItems(): Readonly<Record<string, readonly Record<string, unknown>[]>> {
  return {
    'annual-plans': YEARS.flatMap((year) => [
      ...COUNTIES.flatMap(({ code, setting }) => [
        annualPlan(year, code, 'medical', setting === 'core' ? 2 : 6),
        annualPlan(year, code, 'pharmacy', setting === 'core' ? 1 : 4),
      ]),
      annualPlan(year, CITY.code, 'medical', 3),
    ]),
    'area-classifications': COUNTIES.flatMap(({ code, setting }) => [
      classification(code, 'area_class', AREA_CLASS[setting], null),
      ...Object.entries(SUPPORT).map(([category, bySetting]) =>
        classification(code, 'support', bySetting[setting], category),
      ),
    ]),
  };
}

function annualPlan(year: number, areaCode: string, kind: string, quantity: number) {
  const document = `示例市${year}年度控制计划（合成数据）`;
  const publishedOn = `${year}-01-15`;
  return {
    plan: DEMO_PLAN,
    year,
    areaCode,
    kind,
    service: null,
    category: null,
    quantity,
    publishedOn,
    document,
  };
}

function classification(areaCode: string, trait: string, value: string, category: string | null) {
  return {
    areaCode,
    trait,
    value,
    category,
    document: '示例市社会办医疗机构设置指引2026版（合成数据）',
    publishedOn: '2026-01-10',
    validFrom: '2026-01-10',
    validTo: null,
  };
}
