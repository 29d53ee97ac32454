export interface Entry {
  mark: 'area' | 'outline' | 'line' | 'route' | 'dashed' | 'dotted' | 'point' | 'note';
  colour: string;
  text: string;
  hatched?: boolean;
}
interface Speech {
  language: 'zh' | 'en';
  t: (key: string, values?: Record<string, string | number>) => string;
}
export function legendOf(answer: unknown, speech: Speech): Entry[];
export function unitText(answer: unknown, speech: Speech): string;
