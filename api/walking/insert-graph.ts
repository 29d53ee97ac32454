import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';
import type { StreetGraph } from '../network/street-graph.ts';
import { edgeLineHex } from './edge-line.ts';

const nothing = z.object({});
const ints = z.array(z.number());
const texts = z.array(z.string().nullable());
const flags = z.array(z.boolean());
const insertNodes = namedQuery('walk-networks/insert-nodes', {
  params: z.object({ networkId: z.number(), nodes: ints, components: ints, lon: ints, lat: ints }),
  row: nothing,
});
const insertComponents = namedQuery('walk-networks/insert-components', {
  params: z.object({ networkId: z.number(), components: ints, nodes: ints, edges: ints, lengthM: ints }),
  row: nothing,
});
const insertEdges = namedQuery('walk-networks/insert-edges', {
  params: z.object({
    networkId: z.number(),
    edges: ints,
    sources: ints,
    targets: ints,
    lengthM: ints,
    components: ints,
    highway: texts,
    name: texts,
    wayId: texts,
    isBridge: flags,
    isTunnel: flags,
    layer: ints,
    lines: texts,
  }),
  row: nothing,
});

const ROWS_PER_CHUNK = 5000;
const PART_BYTES = 1024 * 1024;

/** Called after each chunk with the rows written and all of them; may throw to give up. */
export type TellRows = (written: number, total: number) => void;

/** Writes nodes, edges, components and the packed graph of a network whose head is stored, chunk by chunk. */
export async function insertGraph(
  tx: Database,
  networkId: number,
  graph: StreetGraph,
  packed: Uint8Array,
  tell: TellRows = () => undefined,
): Promise<void> {
  const [nodes, edges, components] = [
    graph.nodeLonE7.length,
    graph.edgeSource.length,
    graph.components.length,
  ];
  for (const rows of chunks(nodes)) {
    await insertNodes(tx, {
      networkId,
      nodes: rows,
      components: rows.map((node) => graph.nodeComponent[node]!),
      lon: rows.map((node) => graph.nodeLonE7[node]! / 1e7),
      lat: rows.map((node) => graph.nodeLatE7[node]! / 1e7),
    });
    tell(rows.at(-1)! + 1, nodes + edges);
  }
  for (const rows of chunks(edges)) {
    await insertEdges(tx, { networkId, ...edgeColumns(graph, rows) });
    tell(nodes + rows.at(-1)! + 1, nodes + edges);
  }
  for (const rows of chunks(components)) {
    const figures = rows.map((component) => graph.components[component]!);
    await insertComponents(tx, {
      networkId,
      components: rows,
      nodes: figures.map((one) => one.nodes),
      edges: figures.map((one) => one.edges),
      lengthM: figures.map((one) => one.lengthM),
    });
  }
  for (let part = 0; part * PART_BYTES < packed.length; part++) {
    const content = Buffer.from(packed.subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
    await tx.kysely.insertInto('walk_graph_part').values({ network_id: networkId, part, content }).execute();
  }
}

function edgeColumns(graph: StreetGraph, rows: readonly number[]) {
  const labels = rows.map((edge) => graph.labels[graph.edgeLabel[edge]!]!);
  return {
    edges: [...rows],
    sources: rows.map((edge) => graph.edgeSource[edge]!),
    targets: rows.map((edge) => graph.edgeTarget[edge]!),
    lengthM: rows.map((edge) => graph.edgeLengthUm[edge]! / 1e6),
    components: rows.map((edge) => graph.nodeComponent[graph.edgeSource[edge]!]!),
    highway: labels.map(({ highway }) => storable(highway)),
    name: labels.map(({ name }) => name && storable(name)),
    wayId: labels.map(({ wayId }) => wayId && storable(wayId)),
    isBridge: labels.map(({ isBridge }) => isBridge),
    isTunnel: labels.map(({ isTunnel }) => isTunnel),
    layer: labels.map(({ layer }) => layer),
    lines: rows.map((edge) => edgeLineHex(graph, edge)),
  };
}

function* chunks(total: number): Generator<number[]> {
  for (let first = 0; first < total; first += ROWS_PER_CHUNK)
    yield Array.from({ length: Math.min(ROWS_PER_CHUNK, total - first) }, (_, index) => first + index);
}

// PostgreSQL cannot store U+0000 or half a surrogate pair.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const NOT_STORABLE = /[\u0000\p{Surrogate}]/gu;

function storable(text: string): string {
  return text.replace(NOT_STORABLE, '\ufffd').slice(0, 500);
}
