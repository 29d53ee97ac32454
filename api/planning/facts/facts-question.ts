import type { Application } from '../../policy/application.ts';
import type { Plan } from '../../policy/plan-shape.ts';

/** For whom facts are gathered, and as of which dates (`YYYY-MM-DD`). */
export interface FactsQuestion {
  readonly plan: Plan;
  readonly application: Application;
  /** Cut-off: institutions, areas, figures and balances are as of this day. */
  readonly asOf: string;
  /** Day of settlement, when later than the cut-off: lots must be valid and balances are as of this day. */
  readonly ledgerAsOf?: string | undefined;
  /** The stored application, left out of what others have used. */
  readonly applicationId?: string | undefined;
}
