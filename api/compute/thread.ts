import type { ResourceLimits, Worker } from 'node:worker_threads';
import { startThread } from './start-thread.ts';
import { errorOf, failureOf, tooLarge } from './task-failure.ts';
import type { TaskRequest, ThreadMessage } from './thread-messages.ts';

/** One call of a task: what to run and whom to tell. `settle` may be called once only. */
export interface Call {
  readonly request: TaskRequest;
  readonly onProgress: ((done: number) => void) | undefined;
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

/** What the pool hears of a thread. */
export interface ThreadEvents {
  /** Its task has ended and it may have another. */
  onFree(thread: Thread): void;
  /** It is no more: it failed, was ended, or stopped by itself; `busy` when a task was lost with it. */
  onEnd(thread: Thread, busy: boolean): void;
}

/** A worker thread that runs one call at a time. Idle, it keeps no process alive. */
export class Thread {
  readonly #worker: Worker;
  readonly #events: ThreadEvents;
  #call: Call | undefined;
  #ended = false;

  constructor(entry: URL, events: ThreadEvents, resourceLimits?: ResourceLimits) {
    this.#events = events;
    this.#worker = startThread(entry, resourceLimits);
    this.#worker.unref();
    this.#worker.on('message', (message: ThreadMessage) => this.#hear(message));
    this.#worker.on('messageerror', (error) => this.#end(error));
    this.#worker.on('error', (error) => this.#end(understood(error)));
    this.#worker.on('exit', (code) => this.#end(new Error(`a computing thread ended with code ${code}`)));
  }

  get call(): Call | undefined {
    return this.#call;
  }

  run(call: Call): void {
    this.#call = call;
    this.#worker.ref();
    try {
      this.#worker.postMessage(call.request);
    } catch (error) {
      // The input cannot be sent to a thread: the thread is as free as before.
      call.reject(error);
      this.#free();
    }
  }

  /** Ends the thread at once, whatever it does; its call, if it has one, fails with `reason`. */
  async end(reason: unknown): Promise<void> {
    this.#end(reason);
    await this.#worker.terminate();
  }

  #hear(message: ThreadMessage): void {
    const call = this.#call;
    if (!call || message.id !== call.request.id) return;
    if (message.kind === 'progress') {
      call.onProgress?.(message.done);
      return;
    }
    if (message.kind === 'done') call.resolve(message.output);
    else call.reject(errorOf(message.failure));
    this.#free();
  }

  #free(): void {
    this.#call = undefined;
    this.#worker.unref();
    this.#events.onFree(this);
  }

  #end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    const call = this.#call;
    call?.reject(reason);
    this.#call = undefined;
    // A thread that failed may still hold memory or run on.
    void this.#worker.terminate();
    this.#events.onEnd(this, call !== undefined);
  }
}

/** What a thread died of: no memory left, or an error that no task caught (given here with its class where it is ours). */
function understood(error: unknown): unknown {
  if ((error as { code?: unknown } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY') return tooLarge();
  return error instanceof Error ? error : errorOf(failureOf(error));
}
