import { defineAnalysis } from '../analysis.ts';
import { answerIsochrone } from './answer-isochrone.ts';
import { isochroneInput, isochroneOutput } from './isochrone-input.ts';

/** How far one gets on foot from a point: the streets reached, exactly, and a picture of them. */
export const isochrone = defineAnalysis({
  id: 'isochrone',
  title: { zh: '步行可达范围', en: 'Reach on foot' },
  description: {
    zh: '从一点出发，在若干分钟或米数内沿路网步行可到达的街道（精确）与示意范围；可列出可达的定点机构。',
    en: 'The streets that are reached on foot from a point within minutes or metres (exact), with a picture of the reach; on request the designated institutions reached.',
  },
  input: isochroneInput,
  output: isochroneOutput,
  run: answerIsochrone,
});
