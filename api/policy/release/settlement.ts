import type { Localized } from '../../localized.ts';
import type { Application } from '../application.ts';
import type { Facts } from '../facts.ts';
import type { WalkTo } from '../facts-of-walks.ts';
import type { AssessmentResult, Draw } from '../finding.ts';
import type { Plan } from '../plan-shape.ts';
import type { Review } from '../reviews.ts';

/** One applicant of a batch with the facts of the cut-off date; `facts.earlierInBatch` is filled by the settlement. */
export interface BatchApplicant {
  readonly applicationId: string;
  readonly application: Application;
  readonly facts: Facts;
  readonly reviews: readonly Review[];
}

/** A batch as frozen: all facts are of one date, all lots as they stand on the day of settlement. */
export interface BatchQuestion {
  readonly plan: Plan;
  readonly procedureId: string;
  /** Day of settlement `YYYY-MM-DD`; the ledger is booked on it. */
  readonly settledOn: string;
  readonly applicants: readonly BatchApplicant[];
  /** Sites of the batch near each other; pairs beyond the searched radius may be left out. */
  readonly pairs: readonly SitePair[];
}

/** Two sites of a batch: geodesic metres, unrounded, and the walk between them where it is known. */
export interface SitePair {
  readonly a: string;
  readonly b: string;
  readonly distanceM: number;
  readonly walk?: WalkTo | undefined;
}

/** A ranking key as it was read; equal `value`s tie. `null` = missing. */
export interface RankKey {
  readonly ruleId: string;
  readonly key: string;
  readonly value: string | number | null;
}

/** A place in the ranking. Tied applicants share a rank; those whose keys are missing have none. */
export interface RankedApplicant {
  readonly applicationId: string;
  readonly rank: number | null;
  readonly tiedWith: readonly string[];
  readonly keys: readonly RankKey[];
  readonly missingKeys: readonly RankKey[];
}

export const DECISIONS = ['admitted', 'waiting', 'not_selected', 'refused', 'review'] as const;
export type BatchDecision = (typeof DECISIONS)[number];

export const ROUTES = [
  'release',
  'free_addition',
  'street_place',
  'annual_plan',
  'exempt',
  'queue',
  'evaluation',
] as const;
/** By what an admission enters; `queue` = admitted later, from the queue. */
export type Route = (typeof ROUTES)[number];

export interface Decision {
  readonly applicationId: string;
  readonly decision: BatchDecision;
  readonly route: Route;
  /** What is booked; empty unless admitted. */
  readonly draws: readonly Draw[];
  /** The findings with everything that higher-ranked applicants have taken. */
  readonly result: AssessmentResult;
  /** Undecided applicants whose decision comes first. */
  readonly dependsOn?: readonly string[];
  readonly reason: Localized;
}

/** One movement of a lot, negative; `applicationId` only where one admission uses it. */
export interface PlannedEntry {
  readonly lotId: string;
  readonly entry: 'consume' | 'reset' | 'suspend';
  readonly quantity: number;
  readonly applicationId: string | null;
  /** False for the reset (or suspension) of a lot of which this settlement consumed nothing. */
  readonly touched: boolean;
}

/** An applicant that joins the end of a queue, in this order; the service gives the places. */
export interface QueueEntrant {
  readonly applicationId: string;
  readonly poolKind: string;
  readonly areaCode: string;
  /** Released beds needed: X times the beds asked for. */
  readonly need: number;
  readonly beds: number;
}

/** A waiting applicant that leaves its queue because its turn has come. */
export interface QueueLeaver {
  readonly applicationId: string;
  readonly poolKind: string;
  readonly areaCode: string;
  readonly need: number;
  readonly beds: number;
}

/** What a batch comes to. Applying it books `entries`, admissions and queue places in one transaction. */
export interface Settlement {
  readonly order: readonly RankedApplicant[];
  /** In the order of the ranking, unplaced applicants last. */
  readonly decisions: readonly Decision[];
  readonly entries: readonly PlannedEntry[];
  readonly queue: {
    /** Those of this batch that join and were not admitted at once. */
    readonly entered: readonly QueueEntrant[];
    /** Those of earlier batches whose turn has come. */
    readonly admitted: readonly QueueLeaver[];
  };
  readonly notes: readonly Localized[];
}
