import type { Runs } from './cut-streets.ts';
import { GrowingInt32 } from './growing-array.ts';

/** The runs cut at every node. */
export interface SplitRuns {
  /** Vertex number of each node, in the order of first appearance. */
  readonly nodeVertex: Int32Array;
  readonly edgeSource: Int32Array;
  readonly edgeTarget: Int32Array;
  readonly edgeLabel: Int32Array;
  /** Edge `e` has the vertices `vertex[first[e]]` to `vertex[first[e + 1] - 1]`, both ends included. */
  readonly first: Int32Array;
  readonly vertex: Int32Array;
}

/** A vertex is a node where a run ends or where it is visited twice; a ring that meets nothing has its first vertex as node. */
export function splitRuns(runs: Runs, count: number): SplitRuns {
  const isNode = findNodes(runs, count);
  const nodeOf = new Int32Array(count).fill(-1);
  const [nodeVertex, edgeSource, edgeTarget] = [new GrowingInt32(), new GrowingInt32(), new GrowingInt32()];
  const [edgeLabel, first, vertex] = [new GrowingInt32(), new GrowingInt32(), new GrowingInt32()];
  const node = (number: number): number => {
    if (nodeOf[number]! < 0) {
      nodeOf[number] = nodeVertex.length;
      nodeVertex.push(number);
    }
    return nodeOf[number]!;
  };
  for (let run = 0; run < runs.label.length; run++) {
    const line = startingAtNode(runs.vertex.subarray(runs.first[run]!, runs.first[run + 1]!), isNode);
    for (let at = 0; at < line.length; at++) {
      const here = line[at]!;
      const isBreak = at === 0 || at === line.length - 1 || isNode[here] === 1;
      if (isBreak && at > 0) edgeTarget.push(node(here));
      if (isBreak && at > 0) vertex.push(here);
      if (isBreak && at < line.length - 1) {
        edgeSource.push(node(here));
        edgeLabel.push(runs.label[run]!);
        first.push(vertex.length);
      }
      if (!isBreak || at < line.length - 1) vertex.push(here);
    }
  }
  first.push(vertex.length);
  return {
    nodeVertex: nodeVertex.toArray(),
    edgeSource: edgeSource.toArray(),
    edgeTarget: edgeTarget.toArray(),
    edgeLabel: edgeLabel.toArray(),
    first: first.toArray(),
    vertex: vertex.toArray(),
  };
}

function findNodes(runs: Runs, count: number): Uint8Array {
  const visits = new Uint8Array(count);
  for (let run = 0; run < runs.label.length; run++) {
    const first = runs.first[run]!;
    const last = runs.first[run + 1]! - 1;
    const closed = runs.vertex[first] === runs.vertex[last];
    for (let at = first; at <= last; at++) {
      const here = runs.vertex[at]!;
      const isEnd = !closed && (at === first || at === last);
      const counts = isEnd ? 2 : closed && at === last ? 0 : 1;
      visits[here] = Math.min(2, visits[here]! + counts);
    }
  }
  return visits.map((times) => (times > 1 ? 1 : 0));
}

/** A ring drawn from a vertex that is no node is turned to begin at its first node, so that it is not cut there. */
function startingAtNode(line: Int32Array, isNode: Uint8Array): Int32Array {
  if (line[0] !== line.at(-1) || isNode[line[0]!] === 1) return line;
  const at = line.findIndex((number) => isNode[number] === 1);
  if (at < 0) return line;
  const turned = new Int32Array(line.length);
  turned.set(line.subarray(at));
  turned.set(line.subarray(1, at + 1), line.length - at);
  return turned;
}
