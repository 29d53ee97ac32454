type Place = [lon: number, lat: number];
export function splitRoute(
  line: Place[],
  startSnapM: number | null | undefined,
  endSnapM: number | null | undefined,
): { streets: Place[]; snaps: Place[][] };
export function lengthM(line: Place[]): number;
export function halfWay(line: Place[]): Place | null;
