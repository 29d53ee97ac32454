import type { TaskTable } from './serve-tasks.ts';
import { straightTask } from './straight-task.ts';

/**
 * What a thread can do: name → task. Imported by the threads, and for its types by whoever asks. A task is pure: it gets numbers
 * and arrays (shared ones where they are large), never the database.
 */
export const TASKS = {
  'straight-distances': straightTask,
} satisfies TaskTable;

export type Tasks = typeof TASKS;
