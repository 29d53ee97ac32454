/**
 * The categories printed on a licence, as they are compared: brackets half-width, no spaces, split at separators outside
 * brackets. Empty when nothing is printed.
 */
export function readCategories(printed: string | null | undefined): string[] {
  const text = (printed ?? '')
    .replace(/[（﹙]/g, '(')
    .replace(/[）﹚]/g, ')')
    .replace(/[^\S\r\n]|\u200b|\u2060|\ufeff/g, '');
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    if (depth === 0 && /[、，,；;/／\r\n]/.test(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return [...new Set(parts.filter((part) => part !== ''))].sort();
}
