import { buildTypeScheme, matchType } from '../../type-scheme.ts';

/**
 * Is a licence category one of a list? Names are compared as a type scheme does (widths of brackets and spaces apart).
 * `null` = it cannot be said: no category is given, or the licence names several and only some are listed.
 */
export function isListedCategory(list: readonly string[], category: string | undefined): boolean | null {
  const names = [...new Set(list)].map((name) => ({ zh: name, en: name }));
  const table = buildTypeScheme({
    id: 'listed',
    title: { zh: '列名', en: 'Listed' },
    source: 'list',
    status: 'in_force',
    types: [{ no: 1, categories: names }],
  });
  const match = matchType(table, category);
  if (match.typeNo !== null) return true;
  return match.reason === 'empty' || match.candidates !== undefined ? null : false;
}
