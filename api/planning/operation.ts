import type { z } from 'zod';

/** One HTTP operation of the planning rooms, as OpenAPI needs it. */
export interface PlanningOperation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With parameters in braces: `/applications/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  /** Chapter of the document; undefined = planning. */
  readonly tag?: 'planning' | 'questions';
  /** Least role of the key; undefined = reading, open unless READS=keys. */
  readonly role?: 'editor' | 'admin';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Path parameters: name → meaning. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Status of success. */
  readonly status: number;
  /** Another status of success with the same answer: 200 for a repeat that wrote nothing, 201 for what was kept. */
  readonly otherStatus?: number;
  readonly answer: z.ZodType;
  readonly mediaType?: string;
}
