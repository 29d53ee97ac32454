import type { Localized } from '../../localized.ts';
import type { SitingAnswer, SitingModel } from '../../siting/siting-problem.ts';

const MODEL: Readonly<Record<SitingModel, Localized>> = {
  lscp: { zh: '集合覆盖模型（LSCP）', en: 'Location set covering (LSCP)' },
  mclp: { zh: '最大覆盖模型（MCLP）', en: 'Maximal covering (MCLP)' },
  'p-median': { zh: 'p-中值模型', en: 'p-median' },
  bacop1: { zh: '备份覆盖模型（BACOP1）', en: 'Backup coverage (BACOP1)' },
  bacop2: { zh: '备份覆盖模型（BACOP2）', en: 'Backup coverage (BACOP2)' },
};

/** What the answer is worth, as a sentence. */
export function solverText(model: SitingModel, answer: SitingAnswer, timeLimitS: number): Localized {
  const name = MODEL[model];
  const off =
    answer.gap === null
      ? { zh: '距最优的差距未知', en: 'how far it is from the optimum is not known' }
      : {
          zh: `距最优值至多 ${percent(answer.gap)}`,
          en: `at most ${percent(answer.gap)} from the optimum`,
        };
  switch (answer.status) {
    case 'optimal':
      return {
        zh: `${name.zh}：已证明为给定约束下的最优解。`,
        en: `${name.en}: proven optimal under the given constraints.`,
      };
    case 'time-limit':
      return {
        zh: `${name.zh}：精确求解在 ${timeLimitS} 秒内未结束，给出目前最好的方案，${off.zh}。`,
        en: `${name.en}: the exact solver did not end within ${timeLimitS} s; the best sites found, ${off.en}.`,
      };
    case 'feasible':
      return {
        zh: `${name.zh}：由贪心与交换法得出，${off.zh}。`,
        en: `${name.en}: found by greedy choice and exchange, ${off.en}.`,
      };
    case 'infeasible':
      return {
        zh: `${name.zh}：已证明没有任何方案能同时满足全部约束；可放宽 p、间距、数量上限，或改用 mclp。`,
        en: `${name.en}: proven that nothing keeps all constraints; relax p, the separation or the caps, or ask with model=mclp.`,
      };
    case 'not-found':
      return {
        zh: `${name.zh}：未找到满足全部约束的方案，但不能证明不存在；可提高 maxExact、timeLimitS，或放宽约束。`,
        en: `${name.en}: nothing was found that keeps all constraints, and none is proven absent; raise maxExact or timeLimitS, or relax the constraints.`,
      };
  }
}

function percent(gap: number): string {
  return `${Number((gap * 100).toPrecision(2))} %`;
}
