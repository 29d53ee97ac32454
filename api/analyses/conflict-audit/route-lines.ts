import type { Position } from 'geojson';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import { drawRoutes } from '../on-foot/draw-routes.ts';
import type { PairOnFoot } from './walk-straight-pairs.ts';

/** The walks of a page as lines from `a` to `b`; undefined where nothing was reached. */
export async function routeLines(
  network: WalkNetwork,
  listed: readonly PairOnFoot[],
  maxSnapM: number,
  signal: AbortSignal,
): Promise<(Position[] | undefined)[]> {
  const reached = listed.flatMap(({ pair, walk }, index) =>
    walk.walkM === null
      ? []
      : [
          {
            index,
            from: { lon: pair.a_lon, lat: pair.a_lat },
            to: { lon: pair.b_lon, lat: pair.b_lat },
            walkM: walk.walkM,
          },
        ],
  );
  const routes = await drawRoutes(network, reached, maxSnapM, signal);
  const lines: (Position[] | undefined)[] = listed.map(() => undefined);
  reached.forEach(({ index }, at) => {
    lines[index] = routes[at]?.line;
  });
  return lines;
}
