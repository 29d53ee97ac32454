import { setImmediate } from 'node:timers/promises';
import type { LonLat } from '../../geo/lon-lat.ts';
import type { Route, WalkNetwork } from '../../walking/walk-network.ts';

export interface WalkToDraw {
  readonly from: LonLat;
  readonly to: LonLat;
  readonly walkM: number;
}

/** Draws walks that are known to be reached, one after the other, letting other requests through between them. */
export async function drawRoutes(
  network: WalkNetwork,
  walks: readonly WalkToDraw[],
  maxSnapM: number,
  signal: AbortSignal,
): Promise<(Route | null)[]> {
  const routes: (Route | null)[] = [];
  for (const { from, to, walkM } of walks) {
    signal.throwIfAborted();
    routes.push(network.route(from, to, { limitM: walkM + 0.001, maxSnapM }));
    await setImmediate();
  }
  return routes;
}
