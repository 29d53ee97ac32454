export type Language = 'zh' | 'en';
export function formatDistance(distanceM: number, limitM: number | null, language: Language): string;
export function formatMinutes(seconds: number, language: Language): string;
export function formatWalk(
  walkM: number,
  walkS: number | null | undefined,
  limitM: number | null,
  language: Language,
): string;
export function formatExactDistance(distanceM: number, language: Language): string;
export function formatNumber(value: number, language: Language, most?: number, least?: number): string;
export function formatShare(share: number, language: Language): string;
export function formatDegrees(degrees: number): string;
export function shanghaiDate(now: Date): string;
