import { defineAnalysis } from '../analysis.ts';
import { answerCoverage } from './answer-coverage.ts';
import { coverageInput, coverageOutput } from './coverage-input.ts';

/** Who has no designated institution within a limit, in a straight line or on foot from the centre of each cell. */
export const coverageGaps = defineAnalysis({
  id: 'coverage-gaps',
  title: { zh: '服务覆盖缺口', en: 'Coverage gaps' },
  description: {
    zh: '按人口网格列出在给定直线距离或步行距离内没有定点机构的居民，并按区县或街道排序；可看新增一处网点后谁受益。',
    en: 'Residents without a designated institution within a straight-line or walking limit, by population cell, ranked by county or street; and who gains if a site is added.',
  },
  input: coverageInput,
  output: coverageOutput,
  run: answerCoverage,
});
