import { record } from './record.ts';
import { validity } from './validity.ts';

/** Rule kinds about the place, the person and the period: who may come where, and when. */
export const PLACE_KINDS = [validity, record] as const;
