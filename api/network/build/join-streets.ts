import type { StreetGraph } from '../street-graph.ts';
import { cutStreets } from './cut-streets.ts';
import { joinVertices } from './join-vertices.ts';
import { labelComponents } from './label-components.ts';
import { segmentLengthUm } from './segment-length.ts';
import { splitRuns } from './split-runs.ts';
import type { CollectedStreets } from './street-collector.ts';

/** A street graph before its labels are put to it. */
export type UnlabelledGraph = Omit<StreetGraph, 'labels'>;

/** A graph and what its making came across. */
export interface JoinedStreets {
  readonly graph: UnlabelledGraph;
  readonly keptApart: number;
  readonly joinedLevels: number;
  /** Stretches that lay there twice: how many, and their length in metres. */
  readonly repeatedStretches: number;
  readonly repeatedM: number;
  /** Ways all of whose stretches did. */
  readonly repeatedWays: number;
}

export interface JoinSteps {
  /** Called often, with 0…1; may throw to give up. */
  readonly progress?: (done: number) => void;
}

/** Makes the graph of collected streets: joins what connects, cuts lines at junctions, measures, labels the components. */
export function joinStreets(streets: CollectedStreets, steps: JoinSteps = {}): JoinedStreets {
  steps.progress?.(0);
  const { vertex, count, keptApart, joinedLevels } = joinVertices(streets);
  const runs = cutStreets(streets, vertex, count);
  const split = splitRuns(runs, count);
  const [lonE7, latE7] = positionsOf(streets, vertex, count);
  const edgeLengthUm = measure(split.first, split.vertex, lonE7, latE7, steps);
  const { nodeComponent, components } = labelComponents(split.nodeVertex.length, {
    source: split.edgeSource,
    target: split.edgeTarget,
    lengthUm: edgeLengthUm,
  });
  const at = (numbers: Int32Array, values: Int32Array) => numbers.map((number) => values[number]!);
  let repeatedUm = 0;
  for (const [one, other] of runs.repeated)
    repeatedUm += segmentLengthUm(lonE7[one]!, latE7[one]!, lonE7[other]!, latE7[other]!);
  return {
    graph: {
      nodeLonE7: at(split.nodeVertex, lonE7),
      nodeLatE7: at(split.nodeVertex, latE7),
      nodeComponent,
      edgeSource: split.edgeSource,
      edgeTarget: split.edgeTarget,
      edgeLengthUm,
      edgeLabel: split.edgeLabel,
      firstVertex: split.first,
      vertexLonE7: at(split.vertex, lonE7),
      vertexLatE7: at(split.vertex, latE7),
      components,
    },
    keptApart,
    joinedLevels,
    repeatedStretches: runs.repeated.length,
    repeatedM: repeatedUm / 1e6,
    repeatedWays: runs.emptyLabels.length,
  };
}

function positionsOf(
  streets: CollectedStreets,
  vertex: Int32Array,
  count: number,
): [lonE7: Int32Array, latE7: Int32Array] {
  const lonE7 = new Int32Array(count);
  const latE7 = new Int32Array(count);
  for (let at = 0; at < vertex.length; at++) {
    lonE7[vertex[at]!] = streets.lonE7[at]!;
    latE7[vertex[at]!] = streets.latE7[at]!;
  }
  return [lonE7, latE7];
}

const EDGES_PER_STEP = 2000;

function measure(
  first: Int32Array,
  vertex: Int32Array,
  lonE7: Int32Array,
  latE7: Int32Array,
  steps: JoinSteps,
): Float64Array {
  const edges = first.length - 1;
  const lengthUm = new Float64Array(edges);
  for (let edge = 0; edge < edges; edge++) {
    if (edge % EDGES_PER_STEP === 0) steps.progress?.(edge / edges);
    let sum = 0;
    for (let i = first[edge]! + 1; i < first[edge + 1]!; i++) {
      const [a, b] = [vertex[i - 1]!, vertex[i]!];
      sum += segmentLengthUm(lonE7[a]!, latE7[a]!, lonE7[b]!, latE7[b]!);
    }
    lengthUm[edge] = sum;
  }
  return lengthUm;
}
