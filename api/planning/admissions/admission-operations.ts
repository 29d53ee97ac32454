import type { PlanningOperation } from '../operation.ts';
import {
  admissionSchema,
  designationAnswerSchema,
  designationRequestSchema,
  newAdmissionSchema,
} from './admission-inputs.ts';

const parameters = { id: 'Id of the application (UUID).' };

/** What `admissionRoutes` answers. */
export const ADMISSION_OPERATIONS: readonly PlanningOperation[] = [
  {
    method: 'get',
    path: '/applications/{id}/admission',
    operationId: 'getAdmission',
    summary: 'The admission of an application and what it used',
    parameters,
    status: 200,
    answer: admissionSchema,
  },
  {
    method: 'post',
    path: '/applications/{id}/admission',
    operationId: 'admitApplication',
    summary:
      'Admit an application outside a batch: an exempt one, or of a service that the plan does not rank',
    role: 'editor',
    parameters,
    body: newAdmissionSchema,
    status: 201,
    answer: admissionSchema,
  },
  {
    method: 'post',
    path: '/applications/{id}/designation',
    operationId: 'designateApplication',
    summary: 'Designate an admitted application: its agreement with coaching, counting and lapse dates',
    role: 'editor',
    parameters,
    body: designationRequestSchema,
    status: 201,
    answer: designationAnswerSchema,
  },
];
