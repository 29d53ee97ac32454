import { APPLICATION_OPERATIONS } from './applications/application-operations.ts';
import { ASSESSMENT_OPERATIONS } from './assessments/assessment-operations.ts';
import { BATCH_OPERATIONS } from './batches/batch-operations.ts';
import { DATED_DATA_OPERATIONS } from './dated-data/dated-data-operations.ts';
import { LEDGER_OPERATIONS } from './ledger/ledger-operations.ts';
import type { PlanningOperation } from './operation.ts';
import { PLAN_OPERATIONS } from './plans/plan-operations.ts';

/** Every operation of the planning rooms, as OpenAPI shows them. */
export const PLANNING_OPERATIONS: readonly PlanningOperation[] = [
  ...PLAN_OPERATIONS,
  ...ASSESSMENT_OPERATIONS,
  ...APPLICATION_OPERATIONS,
  ...BATCH_OPERATIONS,
  ...LEDGER_OPERATIONS,
  ...DATED_DATA_OPERATIONS,
];
