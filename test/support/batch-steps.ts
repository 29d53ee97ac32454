import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { SettlementRecord } from '../../api/planning/batches/settlement-record.ts';
import { DALIAN } from './dalian-city.ts';
import type { PlanningService } from './planning-service.ts';

export interface BatchSteps {
  /** Enters an application into a batch (or none) and returns its id. */
  enter(application: object, batch?: string, acceptedOn?: string): Promise<string>;
  /** Opens a batch of a procedure with this cut-off and returns its id. */
  open(procedure: string, cutOffOn: string): Promise<string>;
  freeze(batch: string): Promise<void>;
  settle(batch: string, settledOn: string, key?: string): Promise<SettlementRecord>;
  /** Opens a batch, enters the applications, freezes and settles it; ids in the order given. */
  settleNew(
    procedure: string,
    applications: readonly object[],
    days: { readonly cutOffOn: string; readonly settledOn: string },
  ): Promise<{ batch: string; ids: string[]; record: SettlementRecord; decisions: string[] }>;
}

/** The steps of a batch over HTTP; each expects success. */
export function batchSteps({ call }: Pick<PlanningService, 'call'>, plan: string = DALIAN): BatchSteps {
  const done = (answer: { status: number; body: unknown }, status: number) =>
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  const steps: BatchSteps = {
    enter: async (application, batch, acceptedOn) => {
      const answer = await call('post', '/applications', { plan, application, batch, acceptedOn });
      done(answer, 201);
      return answer.body.id as string;
    },
    open: async (procedure, cutOffOn) => {
      const openedOn = `${cutOffOn.slice(0, 4)}-01-01`;
      const body = { plan, procedure, title: `批次 ${cutOffOn}`, openedOn, cutOffOn };
      const answer = await call('post', '/batches', body);
      done(answer, 201);
      return answer.body.id as string;
    },
    freeze: async (batch) => {
      const answer = await call('post', `/batches/${batch}/snapshot`, {});
      done(answer, 200);
      expect(answer.body.status).toBe('snapshot');
    },
    settle: async (batch, settledOn, key = randomUUID()) => {
      const answer = await call('post', `/batches/${batch}/settle`, { settledOn }, { idempotencyKey: key });
      done(answer, 200);
      return answer.body as SettlementRecord;
    },
    settleNew: async (procedure, applications, { cutOffOn, settledOn }) => {
      const batch = await steps.open(procedure, cutOffOn);
      const ids: string[] = [];
      for (const application of applications) ids.push(await steps.enter(application, batch, cutOffOn));
      await steps.freeze(batch);
      const record = await steps.settle(batch, settledOn);
      return { batch, ids, record, decisions: ids.map((id) => explained(record, id)) };
    },
  };
  return steps;
}

/** The decision on an application, with what stands against it when it is not admitted. */
export function explained({ decisions }: SettlementRecord, id: string): string {
  const decision = decisions.find((one) => one.application === id);
  if (!decision) return 'missing';
  if (decision.decision === 'admitted') return `admitted by ${decision.route}`;
  const against = decision.rules.filter(({ outcome }) =>
    ['FAIL', 'FAIL_IN_PRINCIPLE', 'MANUAL_REVIEW', 'HOLD', 'NOT_SELECTED'].includes(outcome),
  );
  return `${decision.decision}: ${against.map(({ ruleId, outcome }) => `${ruleId} ${outcome}`).join(', ')}`;
}
