import { buildPlan } from '../../api/policy/plan.ts';
import type { Plan } from '../../api/policy/plan-shape.ts';
import { CITY } from './planning-fixtures.ts';

const titled = (zh: string, en: string) => ({ zh, en });

/** A plan of the invented CITY: in force, same type within 800 m, and a record. `change` replaces parts of its JSON. */
export function testPlan(change: Record<string, unknown> = {}): Plan {
  return buildPlan({ ...testPlanContents(), ...change });
}

/** The JSON of `testPlan`. */
export function testPlanContents(): Record<string, unknown> {
  return {
    id: 'ceshi/2026',
    version: '1',
    title: titled('测试规划', 'Test plan'),
    city: { code: CITY.code, name: titled('测试市', 'Test city') },
    status: 'in_force',
    publishedOn: '2026-01-01',
    period: { from: '2026-01-01', to: '2028-12-31' },
    typeScheme: 'dalian-62',
    sources: [{ key: 'P', title: titled('测试规划', 'Test plan'), issuer: titled('测试局', 'Test bureau') }],
    rules: [
      {
        id: 'TP-A1',
        title: titled('规划期', 'Validity'),
        group: 'validity',
        citation: { source: 'P', section: '一', quote: '自发布之日起执行' },
        kind: 'validity',
        parameters: {},
      },
      {
        id: 'TP-A2',
        title: titled('800 米内无同类', 'No same type within 800 m'),
        group: 'geographic',
        citation: { source: 'P', section: '二', quote: '800米半径内不设置同类型定点医疗机构' },
        appliesTo: { kinds: ['medical'] },
        kind: 'same-type-within',
        parameters: { radiusM: 800, newSitePurposes: ['new', 'relocation', 'branch'] },
      },
      {
        id: 'TP-A3',
        title: titled('评估', 'Assessment'),
        group: 'record',
        citation: { source: 'P', section: '三' },
        kind: 'record',
        parameters: { advice: titled('评估结果存档', 'Results are kept') },
      },
    ],
  };
}
