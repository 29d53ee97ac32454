/** Pool → thread: run one task. `flags[0]` (a shared Int32Array) becomes 1 when the caller gives up. */
export interface TaskRequest {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly flags: SharedArrayBuffer;
}

/** Thread → pool. Each request is answered once by `done` or `failed`, after any number of `progress`. */
export type ThreadMessage =
  | { readonly kind: 'progress'; readonly id: number; readonly done: number }
  | { readonly kind: 'done'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: TaskFailure };

/** An error as it crosses the border of a thread, where the classes of errors are lost. */
export interface TaskFailure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  /** Members of our own errors: issues, or field, value and allowed. */
  readonly members: Readonly<Record<string, unknown>>;
}
