import { defineAnalysis } from '../analysis.ts';
import { answerSuggestions } from './answer-suggestions.ts';
import { suggestionInput } from './suggestion-input.ts';
import { suggestionOutput } from './suggestion-output.ts';

/** Where new institutions would help most, under the constraints of a plan. */
export const siteSuggestions = defineAnalysis({
  id: 'site-suggestions',
  title: { zh: '选址建议', en: 'Site suggestions' },
  description: {
    zh: '按集合覆盖、最大覆盖、p-中值或备份覆盖模型建议新增网点的位置，现有定点机构计入覆盖；给出最优性证明或差距。',
    en: 'Suggests places for new institutions by set covering, maximal covering, p-median or backup coverage; existing ones count as coverage; proven optimal, or with the gap.',
  },
  input: suggestionInput,
  output: suggestionOutput,
  run: answerSuggestions,
});
