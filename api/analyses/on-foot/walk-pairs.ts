import type { LonLat } from '../../geo/lon-lat.ts';
import type { LongRun, WalkLimits, WalkNetwork } from '../../walking/walk-network.ts';
import { isOffStreet, judgeWalk, MAX_BAND_SEARCHED_M, type WalkFinding } from './judge-walk.ts';

/** A pair of points, by index, that are near enough in a straight line. */
export interface PairToWalk {
  readonly a: number;
  readonly b: number;
  readonly straightM: number;
  readonly bandM: number;
}

export interface WalkedPair {
  readonly finding: WalkFinding;
  /** Metres, snap legs included; null when nothing was reached. */
  readonly walkM: number | null;
  /** Metres from each end to the network; null = not snapped. */
  readonly aSnapM: number | null;
  readonly bSnapM: number | null;
}

/** A position of low accuracy widens only the searches of its own kind. */
const BANDS_SEARCHED_M = [0, 50, 200, MAX_BAND_SEARCHED_M] as const;

/** Walks the pairs (few at once, many in threads) and judges each by the limit. One answer for each pair, in their order. */
export async function walkPairs(
  network: WalkNetwork,
  points: readonly LonLat[],
  pairs: readonly PairToWalk[],
  limits: WalkLimits,
  run: LongRun = {},
): Promise<WalkedPair[]> {
  const walked: WalkedPair[] = [];
  let done = 0;
  for (const [place, bandSearchedM] of BANDS_SEARCHED_M.entries()) {
    const lowest = BANDS_SEARCHED_M[place - 1] ?? -1;
    const group = [...pairs.keys()].filter((index) => {
      const band = Math.min(pairs[index]!.bandM, MAX_BAND_SEARCHED_M);
      return band > lowest && band <= bandSearchedM;
    });
    if (group.length === 0) continue;
    const { walkM, snapM } = await network.pairs(
      points,
      {
        a: Int32Array.from(group, (index) => pairs[index]!.a),
        b: Int32Array.from(group, (index) => pairs[index]!.b),
      },
      { ...limits, limitM: limits.limitM + bandSearchedM },
      { ...run, onProgress: (share) => run.onProgress?.((done + share * group.length) / pairs.length) },
    );
    done += group.length;
    group.forEach((index, at) => {
      const pair = pairs[index]!;
      const metres = walkM[at]!;
      const [aSnapM, bSnapM] = [numberOrNull(snapM[pair.a]!), numberOrNull(snapM[pair.b]!)];
      const finding = judgeWalk({ ...pair, walkM: metres, limitM: limits.limitM, bandSearchedM });
      walked[index] = {
        finding: finding === 'beyond' && isOffStreet(pair.straightM, aSnapM, bSnapM) ? 'off-street' : finding,
        walkM: metres >= 0 && Number.isFinite(metres) ? metres : null,
        aSnapM,
        bSnapM,
      };
    });
  }
  return walked;
}

/** Walks from one point to several that are near enough in a straight line, and judges each. One answer each, in their order. */
export function walkToEach(
  network: WalkNetwork,
  origin: LonLat,
  destinations: readonly (LonLat & { readonly straightM: number; readonly bandM: number })[],
  limits: WalkLimits,
  run: LongRun = {},
): Promise<WalkedPair[]> {
  const pairs = destinations.map(({ straightM, bandM }, index) => ({ a: 0, b: index + 1, straightM, bandM }));
  return walkPairs(network, [origin, ...destinations], pairs, limits, run);
}

function numberOrNull(metres: number): number | null {
  return Number.isNaN(metres) ? null : metres;
}
