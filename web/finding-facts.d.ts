interface Speech {
  language: 'zh' | 'en';
  t: (key: string, values?: Record<string, string | number>) => string;
}
export function findingFacts(properties: Record<string, unknown>, answer: object, speech: Speech): string[];
export function snapText(properties: Record<string, unknown>, answer: object, speech: Speech): string | null;
export function limitFact(limitM: number, answer: object, speech: Speech): string;
