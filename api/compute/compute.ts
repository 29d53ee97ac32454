/**
 * What a task gets besides its input. A task runs in a worker thread, must look at `cancelled()` at least every 50 ms or so and
 * end by throwing when it is true; `progress` takes 0…1 and may be called as often as convenient.
 */
export interface TaskControl {
  cancelled(): boolean;
  progress(done: number): void;
}

/** Work for a thread: a plain function of structured-clonable values; shared arrays are not copied. */
export type Task<Input, Output> = (input: Input, control: TaskControl) => Output | Promise<Output>;

/** How a caller follows and ends a task. */
export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}
