import { accessibility } from './accessibility/accessibility.ts';
import { accessibilityMatrix } from './accessibility-matrix/accessibility-matrix.ts';
import type { Analysis } from './analysis.ts';
import { conflictAudit } from './conflict-audit/conflict-audit.ts';
import { coverageGaps } from './coverage-gaps/coverage-gaps.ts';
import { eligibleZones } from './eligible-zones/eligible-zones.ts';
import { isochrone } from './isochrone/isochrone.ts';
import { nearest } from './nearest/nearest.ts';
import { proximityCheck } from './proximity-check/proximity-check.ts';
import { saturation } from './saturation/saturation.ts';
import { siteSuggestions } from './site-suggestions/site-suggestions.ts';

/** Every planning question; its REST path, command, OpenAPI entry and form come from its declaration. */
export const ANALYSES = [
  proximityCheck,
  conflictAudit,
  saturation,
  coverageGaps,
  isochrone,
  nearest,
  eligibleZones,
  accessibility,
  accessibilityMatrix,
  siteSuggestions,
] as unknown as readonly Analysis[];
