export function questionUrl(base: string, id: string, inputs: Record<string, string>): string;
export function curlLine(base: string, id: string, inputs: Record<string, string>): string;
