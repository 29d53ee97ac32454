import { type MessagePort, parentPort } from 'node:worker_threads';
import type { Task, TaskControl } from './compute.ts';
import { failureOf } from './task-failure.ts';
import type { TaskRequest, ThreadMessage } from './thread-messages.ts';

/** Any table of tasks; what each takes and gives is known where it is called. */
export type TaskTable = Readonly<Record<string, Task<never, unknown>>>;

/** A task may report as often as it likes; so often is it told. */
const PROGRESS_EVERY_MS = 100;

/** The thread's side: runs the tasks that the pool asks for, one after another. The whole of a worker's entry module. */
export function serveTasks(tasks: TaskTable): void {
  const port = parentPort;
  if (!port) throw new Error('tasks are served in a worker thread only');
  port.on('message', (request: TaskRequest) => void answer(port, tasks, request));
}

async function answer(port: MessagePort, tasks: TaskTable, request: TaskRequest): Promise<void> {
  const { id, name, input } = request;
  const send = (message: ThreadMessage) => port.postMessage(message);
  try {
    const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
    if (!task) throw new Error(`there is no task ${name}`);
    send({ kind: 'done', id, output: await task(input as never, controlOf(request, send)) });
  } catch (error) {
    send({ kind: 'failed', id, failure: failureOf(error) });
  }
}

function controlOf({ id, flags }: TaskRequest, send: (message: ThreadMessage) => void): TaskControl {
  const flag = new Int32Array(flags);
  let told = -Infinity;
  return {
    cancelled: () => Atomics.load(flag, 0) === 1,
    progress: (done) => {
      const now = performance.now();
      if (now - told < PROGRESS_EVERY_MS) return;
      told = now;
      send({ kind: 'progress', id, done: Math.min(1, Math.max(0, done)) });
    },
  };
}
