import { describe, expect, it } from 'vitest';
import { drawAnswer } from '../../../web/answer-drawing.js';
import { halfWay, lengthM, splitRoute } from '../../../web/route-drawing.js';

type Place = [number, number];
/** About 85 m a step to the east at this latitude. */
const at = (east: number, north = 0): Place => [102 + east * 0.001, 40.2 + north * 0.001];
const feature = (geometry: unknown, properties: Record<string, unknown>) => ({
  type: 'Feature',
  geometry,
  properties,
});
const point = (place: Place, properties: Record<string, unknown>) =>
  feature({ type: 'Point', coordinates: place }, properties);
const line = (coordinates: Place[], properties: Record<string, unknown>) =>
  feature({ type: 'LineString', coordinates }, properties);
const square = (side: number) => ({
  type: 'Polygon',
  coordinates: [[at(0), at(side), at(side, side), at(0, side), at(0)]],
});

describe('splitRoute', () => {
  const way = [at(0, 0.2), at(0), at(5), at(5, 0.3)];
  const legs = [lengthM(way.slice(0, 2)), lengthM(way.slice(2))] as const;

  it('takes the ways to the network apart by their length', () => {
    expect(splitRoute(way, legs[0], legs[1])).toEqual({
      streets: [at(0), at(5)],
      snaps: [
        [at(0, 0.2), at(0)],
        [at(5), at(5, 0.3)],
      ],
    });
  });

  it('leaves a line whole whose ends lie on the network', () => {
    expect(splitRoute(way, 0, 0)).toEqual({ streets: way, snaps: [] });
    expect(splitRoute(way, null, undefined)).toEqual({ streets: way, snaps: [] });
    expect(splitRoute(way, 400, 400).snaps).toEqual([]);
  });

  it('has no streets where both ends meet at one place of the network', () => {
    const over = [at(0, 0.2), at(0), at(0, -0.2)];
    const legM = lengthM(over.slice(0, 2));
    expect(splitRoute(over, legM, legM)).toMatchObject({ streets: [], snaps: [{}, {}] });
  });
});

describe('halfWay', () => {
  it('lies in the middle of the metres, not of the vertices', () => {
    const [lon, lat] = halfWay([at(0), at(1), at(10)])!;
    expect(lon).toBeCloseTo(102.005, 6);
    expect(lat).toBe(40.2);
    expect(halfWay([])).toBeNull();
  });
});

describe('a proximity check on foot', () => {
  const way = [at(0), at(0, 0.1), at(4, 0.1), at(4)];
  const legM = lengthM(way.slice(0, 2));
  const answer = {
    verdict: 'conflict',
    parameters: { metric: 'walk', max_walk_m: 500 },
    features: [
      point(at(4), { role: 'within', institution_id: 7, distance_m: 340.2, walk_m: 362.5, walk_s: 326.3 }),
      point(at(0, 4), { role: 'beyond-on-foot', institution_id: 8, distance_m: 444, walk_m: null }),
      point(at(0), { role: 'site', snap_m: legM }),
      point(at(0, 0.1), { role: 'site-snap', snap_m: legM }),
      line(way, {
        role: 'route',
        institution_id: 7,
        relation: 'within',
        walk_m: 362.5,
        walk_s: 326.3,
        site_snap_m: legM,
        snap_m: legM,
      }),
    ],
  };
  const drawn = drawAnswer(answer, 'en');
  const kinds = drawn.lines.features.map(({ properties }) => [properties?.n, properties?.kind]);

  it('draws the way apart from the straight line beside it, and the legs to the network', () => {
    expect(kinds).toEqual([
      [1, 'beside'],
      [2, 'straight'],
      [0, 'snap'],
      [1, 'snap'],
      [1, 'snap'],
      [1, 'route'],
    ]);
  });

  it('writes walked metres and minutes on the way, and names a straight line where nothing was walked', () => {
    expect(drawn.names.features.map(({ properties }) => properties?.distance)).toEqual([
      '444.0 m straight',
      '362.5 m · 5.4 min',
    ]);
  });
});

it('draws an audited pair along its way, or straight where there is none', () => {
  const pair = { verdict: 'conflict', walk_m: 400, walk_s: 360, distance_m: 250, a_snap_m: 0, b_snap_m: 0 };
  const { lines } = drawAnswer(
    {
      parameters: { metric: 'walk', max_walk_m: 500 },
      features: [
        line([at(0), at(2, 1), at(4)], { ...pair, drawn: 'route' }),
        line([at(0), at(4)], { ...pair, verdict: 'review', walk_m: null, drawn: 'straight' }),
      ],
    },
    'en',
  );
  expect(
    lines.features.map(({ properties }) => [properties?.kind, properties?.tone, properties?.distance]),
  ).toEqual([
    ['route', 'conflict', '400.0 m · 6.0 min'],
    ['straight', 'review', '250.0 m straight'],
  ]);
});

describe('reach', () => {
  const limits = [375, 750].map((limit) => ({
    limit_m: limit,
    minutes: limit / 75,
    reached_km: limit / 100,
  }));
  const answer = {
    features: [
      point(at(0), { role: 'site' }),
      line([at(0), at(0, 0.1)], { role: 'snap', snap_m: 11 }),
      ...limits.flatMap((limit, index) => [
        line([at(0), at(index + 1)], { role: 'streets', ...limit }),
        feature(square(index + 1), { role: 'picture', ...limit }),
      ]),
      point(at(1), { role: 'institution', within_m: 375, walk_m: 200, verdicts: [] }),
    ],
  };
  const drawn = drawAnswer(answer, 'zh');
  const colours = drawn.lines.features
    .filter(({ properties }) => properties?.kind === 'street')
    .map(({ properties }) => [properties?.limit_m, properties?.colour]);

  it('draws the nearest limit on top, every limit in a colour of its own', () => {
    expect(colours.map(([limit]) => limit)).toEqual([750, 375]);
    expect(new Set(colours.map(([, colour]) => colour)).size).toBe(2);
    expect(drawn.areas.features.map(({ properties }) => properties?.shape)).toEqual(['picture', 'picture']);
  });

  it('gives an institution the colour of its limit, and no straight line', () => {
    expect(drawn.points.features).toMatchObject([{ properties: { colour: colours[1]?.[1] } }]);
    expect(drawn.lines.features.filter(({ properties }) => properties?.kind === 'straight')).toEqual([]);
  });
});

describe('cells', () => {
  const cell = (properties: Record<string, unknown>) => feature(square(1), { role: 'cell', ...properties });

  it('hatches what cannot be told, and outlines what is only joined', () => {
    const { areas } = drawAnswer(
      {
        features: [
          cell({ status: 'open' }),
          cell({ status: 'review' }),
          cell({ verdict: 'uncovered', population: 9, gains: true }),
          feature(square(2), { role: 'zone', status: 'open' }),
        ],
      },
      'en',
    );
    expect(
      areas.features.map(({ properties }) => [properties?.tone, properties?.hatch, properties?.shape]),
    ).toEqual([
      ['clear', undefined, undefined],
      ['review', true, undefined],
      ['conflict', undefined, undefined],
      ['clear', undefined, 'outline'],
    ]);
    expect(areas.features[2]?.properties?.gains).toBe(true);
  });

  it('colours access by amount: nothing and not known are no amounts', () => {
    const amounts = [0, null, 0.2, 0.4, 0.6, 0.8, 1];
    const { areas } = drawAnswer(
      {
        features: amounts.map((amount) =>
          cell({ per_1000: amount, status: amount === null ? 'unknown' : 'known', population: 3 }),
        ),
      },
      'en',
    );
    const colours = areas.features.map(({ properties }) => properties?.colour);
    expect(new Set(colours).size).toBe(colours.length);
    expect(areas.features[1]?.properties?.hatch).toBe(true);
  });

  it('marks a suggestion with its gain', () => {
    const { points, names } = drawAnswer(
      { features: [point(at(0), { role: 'suggestion', rank: 1, residents_newly_covered: 1761 })] },
      'en',
    );
    expect(points.features).toMatchObject([{ properties: { n: 1, tone: 'clear' } }]);
    expect(names.features).toMatchObject([{ properties: { label: '+1,761', below: true } }]);
  });
});
