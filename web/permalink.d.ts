export interface Permalink {
  ask: string | null;
  inputs: Record<string, string>;
  view: { zoom: number; lat: number; lon: number } | null;
  language: 'zh' | 'en' | null;
}
export function parsePermalink(hash: string): Permalink;
export function serializePermalink(link: Permalink): string;
