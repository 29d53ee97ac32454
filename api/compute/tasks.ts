import type { TaskTable } from './serve-tasks.ts';

/**
 * What a thread can do: name → task. Imported by the threads, and for its types by whoever asks. A task is pure: it gets numbers
 * and arrays (shared ones where they are large), never the database.
 */
export const TASKS = {} satisfies TaskTable;

export type Tasks = typeof TASKS;
