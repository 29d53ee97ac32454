import {
  DingdianError,
  ERROR_TABLE,
  type InputIssue,
  InvalidInputError,
  ResultTooLargeError,
} from '../errors.ts';
import { GeoInputError } from '../geo/geo-input-error.ts';
import type { TaskFailure } from './thread-messages.ts';

const BUILT_IN = { RangeError, ReferenceError, SyntaxError, TypeError } as const;

/** What a task threw, in a form that can be sent to another thread. */
export function failureOf(thrown: unknown): TaskFailure {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), members: {} };
  return { name: thrown.name, message: thrown.message, stack: thrown.stack, members: membersOf(thrown) };
}

function membersOf(error: Error): TaskFailure['members'] {
  if (error instanceof GeoInputError)
    return { field: error.field, value: error.value, allowed: error.allowed };
  return error instanceof DingdianError ? { issues: error.issues } : {};
}

/** The error that a failure stands for: of the same class where it is one of ours or built in, else an Error of that name. */
export function errorOf(failure: TaskFailure): Error {
  const error = instanceOf(failure);
  if (failure.stack) error.stack = failure.stack;
  return error;
}

function instanceOf({ name, message, members }: TaskFailure): Error {
  // The engine has no memory for an array of this size: what was asked is too large for this machine, not a fault of the program.
  if (name === 'RangeError' && message.includes('allocation failed')) return tooLarge();
  if (name === GeoInputError.name)
    return new GeoInputError(
      String(members.field),
      members.value,
      message,
      members.allowed as string | undefined,
    );
  const issues = (members.issues ?? []) as readonly InputIssue[];
  if (name === InvalidInputError.name) return new InvalidInputError(issues);
  const known = ERROR_TABLE.find((row) => row.error.name === name)?.error as typeof DingdianError | undefined;
  if (known) return new known(message, issues);
  const builtIn = BUILT_IN[name as keyof typeof BUILT_IN] as ErrorConstructor | undefined;
  if (builtIn) return new builtIn(message);
  const error = new Error(message);
  error.name = name;
  return error;
}

/** What the caller hears when a thread has used up its memory. */
export function tooLarge(): ResultTooLargeError {
  return new ResultTooLargeError('the work needs more memory than one thread may use; narrow the question');
}
