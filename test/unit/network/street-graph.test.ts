import { describe, expect, it } from 'vitest';
import { standardProfile } from '../../../api/importing/network/load-profile.ts';
import { buildStreetGraph } from '../../../api/network/build/build-street-graph.ts';
import type { StreetWay } from '../../../api/network/build/street-collector.ts';
import type { StreetGraph } from '../../../api/network/street-graph.ts';
import { type Line, streetGraphOf, streetWays } from '../../support/walk-fixtures.ts';

const BRIDGE = { bridge: 'yes', layer: '1' };
const TUNNEL = { tunnel: 'yes', layer: '-1' };
/** Tags of the second line; the others are streets on the ground. */
const second = (tags: Record<string, string>) => ({ tags: (line: number) => (line === 1 ? tags : {}) });

/** `lon,lat` of both ends of each edge, in thousandths of a degree. */
function edgesOf(graph: StreetGraph): string[] {
  const at = (node: number) => `${graph.nodeLonE7[node]! / 1e4},${graph.nodeLatE7[node]! / 1e4}`;
  return [...graph.edgeSource.keys()].map(
    (edge) => `${at(graph.edgeSource[edge]!)} ${at(graph.edgeTarget[edge]!)}`,
  );
}

const build = (ways: readonly StreetWay[]) => buildStreetGraph(ways, standardProfile().profile);
/** A line in thousandths of a degree. */
const line = (...places: readonly (readonly [number, number])[]): Line =>
  places.map(([x, y]) => [x / 1000, y / 1000]);

const STREET = line([0, 0], [1, 0], [2, 0]);
const ACROSS = line([1, -1], [1, 0], [1, 1]);

describe('where lines meet', () => {
  it('cuts both at a vertex that they share, and only there', () => {
    const graph = streetGraphOf([STREET, ACROSS, line([0, -1], [2, 1])]);
    expect(edgesOf(graph)).toEqual(['0,0 1,0', '1,0 2,0', '1,-1 1,0', '1,0 1,1', '0,-1 2,1']);
    expect(graph.components.map(({ edges }) => edges)).toEqual([4, 1]);
  });

  it('cuts a street where another one ends at it', () => {
    expect(edgesOf(streetGraphOf([STREET, line([1, 0], [1, 5])]))).toEqual(['0,0 1,0', '1,0 2,0', '1,0 1,5']);
  });

  it.each([
    ['a bridge', BRIDGE],
    ['a tunnel', TUNNEL],
    ['a bridge without layer', { bridge: 'viaduct' }],
    ['a bridge of a Geofabrik extract', { bridge: 'T', layer: '0' }],
    ['a street on another layer', { layer: '2' }],
  ])('does not join %s with the street that it crosses at a shared vertex', (_what, tags) => {
    const { graph, report } = build(streetWays([STREET, ACROSS], second(tags)));
    expect(edgesOf(graph)).toEqual(['0,0 2,0', '1,-1 1,1']);
    expect(report).toMatchObject({ components: 2, crossingsKeptApart: 1, levelsJoined: 0 });
  });

  it('keeps two nodes at one place for a street and a bridge that each have a junction there', () => {
    const onBridge = line([1, 0], [0, 1]);
    const graph = streetGraphOf([STREET, ACROSS, onBridge, line([1, 0], [0, -1])], {
      tags: (index) => (index === 1 || index === 2 ? BRIDGE : {}),
    });
    expect(edgesOf(graph).filter((edge) => edge.includes('1,0'))).toHaveLength(6);
    expect(graph.components.map(({ edges }) => edges)).toEqual([3, 3]);
  });

  it.each([
    ['no', { bridge: 'no' }],
    ['F', { bridge: 'F', tunnel: 'F', layer: '0' }],
    ['an unreadable layer', { layer: 'ground' }],
  ])('joins lines whose bridge or tunnel says %s', (_what, tags) => {
    expect(edgesOf(streetGraphOf([STREET, ACROSS], second(tags)))).toHaveLength(4);
  });

  it.each([
    ['an end of a street', [line([0, 0], [1, 0]), line([1, 0], [2, 0])]],
    ['a vertex inside a street', [STREET, line([1, 0], [1, 1], [1, 2])]],
  ])('joins the end of a bridge or tunnel with %s', (_what, lines) => {
    for (const tags of [BRIDGE, TUNNEL])
      expect(streetGraphOf(lines, second(tags)).components).toHaveLength(1);
  });

  it('keeps a bridge and a street apart that are both divided where they cross', () => {
    const lines = [line([0, 0], [1, 0]), line([1, 0], [2, 0]), line([1, -1], [1, 0]), line([1, 0], [1, 1])];
    const graph = streetGraphOf(lines, { tags: (index) => (index > 1 ? BRIDGE : {}) });
    expect(graph.components.map(({ edges }) => edges)).toEqual([2, 2]);
  });

  it('joins steps that end where a bridge is divided with the bridge, not with the street below', () => {
    const lines = [line([1, -1], [1, 0]), line([1, 0], [1, 1]), STREET, line([1, 0], [1.5, 0.5])];
    const tags = [BRIDGE, BRIDGE, {}, { highway: 'steps', layer: '1' }];
    const graph = streetGraphOf(lines, { tags: (index) => tags[index]! });
    expect(graph.components.map(({ edges }) => edges)).toEqual([3, 1]);
  });

  it('joins everything that only ends at a place, whatever its level', () => {
    const lines = [line([0, 0], [1, 0]), line([1, 0], [1, 1]), line([1, 0], [2, -1])];
    const graph = streetGraphOf(lines, { tags: (index) => ({ layer: String(index) }) });
    expect(graph.components).toHaveLength(1);
  });
});

describe('lines of odd shape', () => {
  it('makes one edge from a node to itself of a ring that meets nothing', () => {
    const ring = line([0, 0], [1, 0], [1, 1], [0, 0]);
    const graph = streetGraphOf([ring]);
    expect(edgesOf(graph)).toEqual(['0,0 0,0']);
    expect([...graph.vertexLonE7]).toEqual([0, 1e4, 1e4, 0]);
  });

  it('turns a ring to begin at its junction', () => {
    const ring = line([0, 0], [1, 0], [1, 1], [0, 0]);
    expect(edgesOf(streetGraphOf([ring, line([1, 1], [2, 2])]))).toEqual(['1,1 1,1', '1,1 2,2']);
    expect(edgesOf(streetGraphOf([ring, line([1, 1], [2, 2]), line([1, 0], [2, 0])]))).toEqual([
      '1,0 1,1',
      '1,1 1,0',
      '1,1 2,2',
      '1,0 2,0',
    ]);
  });

  it('cuts a line where it meets itself, and folds one that turns back', () => {
    const eight = line([0, 0], [1, 1], [2, 0], [2, 2], [1, 1], [0, 2]);
    expect(edgesOf(streetGraphOf([eight]))).toEqual(['0,0 1,1', '1,1 1,1', '1,1 0,2']);
    expect(edgesOf(streetGraphOf([line([0, 0], [1, 0], [0, 0])]))).toEqual(['0,0 1,0']);
    expect(edgesOf(streetGraphOf([line([0, 0], [1, 0], [2, 0], [1, 0], [1, 1])]))).toEqual([
      '0,0 1,0',
      '1,0 2,0',
      '1,0 1,1',
    ]);
  });

  it('keeps a stretch that two lines share once, for the first of them', () => {
    const lines = [line([0, 0], [1, 0], [2, 0], [3, 0]), line([5, 5], [1, 0], [2, 0], [5, -5])];
    const { graph, report } = build(streetWays(lines));
    expect(edgesOf(graph)).toEqual(['0,0 1,0', '1,0 2,0', '2,0 3,0', '5,5 1,0', '2,0 5,-5']);
    expect(graph.labels[graph.edgeLabel[1]!]?.wayId).toBe('0');
    expect(report).toMatchObject({ repeatedStretches: 1, waysKept: 2 });
    const twice = build(streetWays([STREET, [...STREET].reverse()]));
    expect(edgesOf(twice.graph)).toEqual(['0,0 2,0']);
    expect(twice.report).toMatchObject({
      waysKept: 1,
      repeatedStretches: 2,
      dropped: [{ reason: 'duplicate', ways: 1 }],
    });
  });

  it('keeps parallel streets of another course', () => {
    const graph = streetGraphOf([line([0, 0], [1, 1], [2, 0]), line([0, 0], [1, -1], [2, 0])]);
    expect(edgesOf(graph)).toEqual(['0,0 2,0', '0,0 2,0']);
  });

  it('skips repeated vertices, and refuses a line without length', () => {
    const { graph, report } = build(
      streetWays([line([0, 0], [0, 0], [1, 0], [1, 0]), line([7, 7], [7, 7]), []]),
    );
    expect([...graph.vertexLonE7]).toEqual([0, 1e4]);
    expect(report.dropped.map(({ reason, ways }) => [reason, ways]).sort()).toEqual([
      ['no-geometry', 1],
      ['no-length', 1],
    ]);
  });

  it('takes the parts of one way apart, and counts it once', () => {
    const parts = [
      { lon: [0, 0.001], lat: [0, 0] },
      { lon: [0.005, 0.006], lat: [0, 0] },
    ];
    const { graph, report } = build([{ id: null, tags: { highway: 'path', osm_id: '7' }, parts }]);
    expect(edgesOf(graph)).toEqual(['0,0 1,0', '5,0 6,0']);
    expect(graph.labels.map(({ wayId }) => wayId)).toEqual(['7']);
    expect(report.waysKept).toBe(1);
  });

  it.each([
    ['bad-coordinate', [Number.NaN, 1]],
    ['bad-coordinate', [181, 182]],
    ['bad-coordinate', [Number.POSITIVE_INFINITY, 1]],
    ['across-antimeridian', [179.99, -179.99]],
  ])('refuses a line with the reason %s for longitudes %j', (reason, lon) => {
    const { graph, report } = build([{ id: '1', tags: { highway: 'path' }, parts: [{ lon, lat: [0, 0] }] }]);
    expect(graph.edgeSource).toHaveLength(0);
    expect(report).toMatchObject({ waysKept: 0, dropped: [{ reason, what: 'path', ways: 1 }] });
  });

  it('makes an empty graph of nothing', () => {
    const { graph, report } = build([]);
    expect([graph.nodeLonE7.length, graph.firstVertex.length, graph.components]).toEqual([0, 1, []]);
    expect(report).toMatchObject({ waysRead: 0, lengthKm: 0, largestShare: 0 });
  });
});

describe('node ids of the source', () => {
  const way = (tags: Record<string, string>, ...nodes: [id: number, x: number, y: number][]): StreetWay => ({
    id: 'w',
    tags: { highway: 'path', ...tags },
    parts: [
      {
        lon: nodes.map(([, x]) => x / 1000),
        lat: nodes.map(([, , y]) => y / 1000),
        nodeIds: nodes.map(([id]) => id),
      },
    ],
  });

  it('say alone what connects: not the position, not the layer', () => {
    const apart = build([
      way({}, [1, 0, 0], [2, 1, 0], [3, 2, 0]),
      way({}, [4, 1, -1], [5, 1, 0], [6, 1, 1]),
    ]);
    expect(apart.report.components).toBe(2);
    const joined = build([
      way({}, [1, 0, 0], [2, 1, 0], [3, 2, 0]),
      way(BRIDGE, [4, 1, -1], [2, 1, 0], [6, 1, 1]),
    ]);
    expect(joined.report).toMatchObject({ components: 1, edges: 4 });
  });

  it('of 64 bits are told apart, and negative ones too', () => {
    const id = 2 ** 33 + 5;
    const graph = build([
      way({}, [id, 0, 0], [5, 1, 0]),
      way({}, [5, 1, 0], [-5, 2, 0]),
      way({}, [-5, 2, 0], [id, 0, 0]),
    ]).graph;
    expect([graph.nodeLonE7.length, graph.components.length]).toEqual([3, 1]);
  });

  it('of two vertices at one position in a way are one place', () => {
    const { report } = build([
      way({}, [1, 0, 0], [2, 1, 0], [3, 1, 0], [4, 2, 0]),
      way({}, [2, 1, 0], [9, 1, 5]),
      way({}, [3, 1, 0], [8, 1, -5]),
    ]);
    expect(report).toMatchObject({ components: 1, nodes: 5, edges: 4 });
  });
});
