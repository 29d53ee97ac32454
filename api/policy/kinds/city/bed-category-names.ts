import type { Localized } from '../../../localized.ts';

const NAMES: Readonly<Record<string, Localized>> = {
  general: { zh: '普通床位', en: 'General beds' },
  paediatric: { zh: '儿科床位', en: 'Paediatric beds' },
  psychiatric: { zh: '精神科床位', en: 'Psychiatric beds' },
  rehabilitation: { zh: '康复床位', en: 'Rehabilitation beds' },
  nursing: { zh: '护理床位', en: 'Nursing beds' },
  ltc: { zh: '长期护理床位', en: 'Long-term-care beds' },
};

/** What people call a bed category. */
export function nameOfBeds(bedCategory: string): Localized {
  return NAMES[bedCategory] ?? { zh: bedCategory, en: bedCategory };
}
