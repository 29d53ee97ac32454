import { matrixTask } from '../network/search/matrix-task.ts';
import { nearestTask } from '../network/search/nearest-task.ts';
import { pairsTask } from '../network/search/pairs-task.ts';
import { snapTask } from '../network/search/snap-task.ts';
import { accessibilityTask } from './accessibility-task.ts';
import { buildNetworkTask } from './build-network-task.ts';
import type { TaskTable } from './serve-tasks.ts';
import { sitingTask } from './siting-task.ts';
import { straightTask } from './straight-task.ts';

/**
 * What a thread can do: name → task. Imported by the threads, and for its types by whoever asks. A task is pure: it gets numbers
 * and arrays (shared ones where they are large), never the database.
 */
export const TASKS = {
  accessibility: accessibilityTask,
  'build-network': buildNetworkTask,
  'solve-siting': sitingTask,
  'straight-distances': straightTask,
  'walk-snap': snapTask,
  'walk-matrix': matrixTask,
  'walk-nearest': nearestTask,
  'walk-pairs': pairsTask,
} satisfies TaskTable;

export type Tasks = typeof TASKS;
