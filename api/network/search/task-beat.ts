/** What a long search gets to end it and to say how far it is; a task's control in a worker thread. */
export interface SearchControl {
  cancelled(): boolean;
  progress(done: number): void;
}

/** Thrown by a search that was told to end; whoever told it so gives its own reason to the caller. */
export class SearchCancelledError extends Error {}

/** Throws when the search is to end, and says how far it is. */
export function beat(control: SearchControl, done: number): void {
  if (control.cancelled()) throw new SearchCancelledError('the search was cancelled');
  control.progress(done);
}
