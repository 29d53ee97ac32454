import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-G1, DL-G2: a term of the plan; where the term is an area, whether the site lies in it. */
export const definition = defineRuleKind({
  id: 'definition',
  title: { zh: '术语', en: 'Definition' },
  description: {
    zh: '说明术语；术语为地区的，提示地点是否在内以及边界的来源。不影响结论。',
    en: 'Explains a term; where it is an area, says whether the site lies in it and where its outline comes from. Decides nothing.',
  },
  parameters: z.strictObject({
    term: z.strictObject(localizedSchema.shape).describe('The term.'),
    text: z.strictObject(localizedSchema.shape).describe('Its meaning.'),
    trait: z
      .string()
      .optional()
      .describe('Classification of areas that stands for the term, e.g. built_up (published | substitute).'),
  }),
  decides: false,
  evaluate: ({ parameters: { term, text, trait }, facts }) => {
    const entry =
      facts.traits.find((one) => one.trait === trait && one.position === 'inside') ??
      facts.traits.find((one) => one.trait === trait);
    const where =
      trait === undefined
        ? { zh: '', en: '' }
        : !facts.traitsKnown.includes(trait)
          ? { zh: `尚无“${term.zh}”的边界数据。`, en: ` No outline of the ${term.en} is loaded.` }
          : entry === undefined
            ? { zh: '地点不在其内。', en: ' The site lies outside.' }
            : entry.position === 'border'
              ? {
                  zh: `地点在${entry.areaName}边界上。`,
                  en: ` The site lies on the border of ${entry.areaName}.`,
                }
              : {
                  zh: `地点在${entry.areaName}内（${entry.value}，${entry.document}）。`,
                  en: ` The site lies in ${entry.areaName} (${entry.value}, ${entry.document}).`,
                };
    return {
      outcome: 'FLAG',
      reason: { zh: `${term.zh}：${text.zh}${where.zh}`, en: `${term.en}: ${text.en}${where.en}` },
      ...(trait === undefined
        ? {}
        : {
            derived: {
              position: facts.traitsKnown.includes(trait) ? (entry?.position ?? 'outside') : 'unknown',
              origin: entry?.value ?? null,
              area: entry?.areaCode ?? null,
            },
            uses: ['classifications'],
          }),
    };
  },
});
