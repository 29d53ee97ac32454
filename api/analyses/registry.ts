import type { Analysis } from './analysis.ts';
import { proximityCheck } from './proximity-check/proximity-check.ts';

/** Every planning question; its REST path, command, OpenAPI entry and form come from its declaration. */
export const ANALYSES = [proximityCheck] as unknown as readonly Analysis[];
