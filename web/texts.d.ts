export function translator(
  language: 'zh' | 'en',
): (key: string, values?: Record<string, string | number>) => string;
export function preferredLanguage(preferred: readonly string[]): 'zh' | 'en';
