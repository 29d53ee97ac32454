import { type Places, setPlace, snapToAny } from './places.ts';
import { beat, type SearchControl } from './task-beat.ts';
import { type GraphHandle, openGraphs } from './thread-graphs.ts';

export interface SnapTask {
  readonly graphs: readonly GraphHandle[];
  /** Degrees, in shared memory. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly maxSnapM: number;
  /** Filled from point `from` to point `to - 1`; in shared memory. */
  readonly places: Places;
  readonly from: number;
  readonly to: number;
}

/** Snaps some of the points. */
export function snapTask(task: SnapTask, control: SearchControl): null {
  const graphs = openGraphs(task.graphs);
  for (let point = task.from; point < task.to; point += 1) {
    if ((point & 0xff) === 0) beat(control, (point - task.from) / (task.to - task.from));
    const position = { lon: task.lon[point]!, lat: task.lat[point]! };
    setPlace(task.places, point, snapToAny(graphs, position, task.maxSnapM));
  }
  return null;
}
