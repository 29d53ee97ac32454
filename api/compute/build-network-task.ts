import { type JoinedStreets, joinStreets } from '../network/build/join-streets.ts';
import type { CollectedStreets } from '../network/build/street-collector.ts';
import { packGraph } from '../network/pack/pack-graph.ts';
import type { Task } from './compute.ts';

/** Packing takes about a third of the time. */
const JOIN_SHARE = 0.7;

/** Makes a walking network of collected streets and packs it; `packed` is null when nothing is walked. */
export const buildNetworkTask: Task<
  CollectedStreets,
  JoinedStreets & { readonly packed: Uint8Array<SharedArrayBuffer> | null }
> = (streets, control) => {
  const joined = joinStreets(streets, {
    progress: (done) => {
      if (control.cancelled()) throw new Error('cancelled');
      control.progress(JOIN_SHARE * done);
    },
  });
  return {
    ...joined,
    packed: joined.graph.edgeSource.length > 0 ? packGraph({ ...joined.graph, labels: [] }) : null,
  };
};
