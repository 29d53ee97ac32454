import type { Selectable } from 'kysely';
import type { Tables } from '../db/tables.generated.ts';

/** States of a job in the words of OGC API - Processes; the last three are final. */
export const JOB_STATUSES = ['accepted', 'running', 'successful', 'failed', 'dismissed'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** The members of a problem document that do not depend on a request. */
export interface JobProblem {
  readonly type: string;
  readonly title: string;
  readonly title_zh?: string;
  readonly status: number;
  readonly detail?: string;
  readonly code?: string;
  readonly issues?: readonly unknown[];
}

/** A question that is kept and answered later. */
export interface Job {
  readonly id: string;
  /** Order of the queue and of lists. */
  readonly number: number;
  readonly analysis: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly scenario: string | null;
  readonly status: JobStatus;
  /** 0…1. */
  readonly progress: number;
  readonly message: { readonly zh: string | null; readonly en: string | null };
  readonly attempts: number;
  readonly problem: JobProblem | null;
  readonly actor: string;
  readonly created: Date;
  readonly started: Date | null;
  readonly finished: Date | null;
  readonly updated: Date;
}

type Row = Omit<Selectable<Tables['job']>, 'runner' | 'heartbeat_at' | 'request_id'>;

export function toJob(row: Row): Job {
  return {
    id: row.job_id,
    number: row.number,
    analysis: row.analysis,
    input: row.input as Job['input'],
    scenario: row.scenario,
    status: row.status as JobStatus,
    progress: row.progress,
    message: { zh: row.message_zh, en: row.message_en },
    attempts: row.attempts,
    problem: row.problem as JobProblem | null,
    actor: row.actor,
    created: row.created_at,
    started: row.started_at,
    finished: row.finished_at,
    updated: row.updated_at,
  };
}
