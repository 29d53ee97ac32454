import { STATUS_CODES } from 'node:http';
import { DingdianError, describeError, ERROR_TABLE, type InputIssue, InvalidInputError } from '../errors.ts';
import { GeoInputError } from '../geo/geo-input-error.ts';
import { shownValue } from './describe-issue.ts';
import { translateError } from './translate-error.ts';

/** What an error becomes on the wire. */
export interface ErrorAnswer {
  readonly status: number;
  /** Stable code; undefined for a bare HTTP error that the table does not name. */
  readonly code: string | undefined;
  readonly title: string;
  /** Where a standard prescribes the `type`; else it is the address of the explanation. */
  readonly type?: string;
  /** A sentence for people; undefined when nothing may be told. */
  readonly detail: string | undefined;
  readonly issues: readonly InputIssue[];
  /** True when the fault is the program's: logged with its stack, told only by request id. */
  readonly unexpected: boolean;
}

/** The answer to any thrown value: ours by the table, those of libraries and of the database by translation. */
export function answerFor(thrown: unknown): ErrorAnswer {
  const error = translateError(thrown);
  const row = describeError(error);
  if (error instanceof GeoInputError)
    return { ...row, detail: error.message, issues: [geoIssue(error)], unexpected: false };
  if (error instanceof DingdianError && row.status !== 500)
    return { ...row, detail: error.message, issues: error.issues, unexpected: false };
  const status = exposedStatus(error);
  if (status !== undefined) return bareAnswer(status, (error as Error).message);
  return { ...row, detail: undefined, issues: [], unexpected: true };
}

function geoIssue(error: GeoInputError): InputIssue {
  return {
    field: error.field,
    value: shownValue(error.value),
    reason: error.message,
    ...(error.allowed === undefined ? {} : { allowed: error.allowed }),
  };
}

/** Libraries mark errors that are the caller's fault with `status` 4xx and `expose`. */
function exposedStatus(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, expose } = error as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 && expose !== false ? status : undefined;
}

function bareAnswer(status: number, message: string): ErrorAnswer {
  const row =
    status === 400
      ? describeError(new InvalidInputError([]))
      : ERROR_TABLE.find((known) => known.status === status);
  const title = row?.title ?? STATUS_CODES[status] ?? 'Error';
  return { status, code: row?.code, title, detail: message, issues: [], unexpected: false };
}
