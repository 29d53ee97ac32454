import { defineAnalysis } from '../analysis.ts';
import { accessibilityInput, accessibilityOutput } from './accessibility-input.ts';
import { answerAccessibility } from './answer-accessibility.ts';

/** How much supply the residents of each cell can reach, shared with everybody else who reaches it. */
export const accessibility = defineAnalysis({
  id: 'accessibility',
  title: { zh: '空间可及性', en: 'Accessibility' },
  description: {
    zh: '用两步移动搜寻法（2SFCA、E2SFCA、3SFCA）计算每个人口格网每千名居民可获得的床位或机构，按区县或街道给出均值、分位数和基尼系数。',
    en: 'Beds or institutions per 1,000 residents within reach of each population cell by floating catchment areas (2SFCA, E2SFCA, 3SFCA), with means, quantiles and Gini by county or street.',
  },
  input: accessibilityInput,
  output: accessibilityOutput,
  run: answerAccessibility,
});
