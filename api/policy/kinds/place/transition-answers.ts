import type { Missing, RawFinding } from '../../finding.ts';

/** Not a transitional case: the promotion follows the plan. */
export function notCovered(zh: string, en: string): RawFinding {
  return { outcome: 'NOT_APPLICABLE', reason: { zh, en } };
}

/** A transitional case perhaps: what is still to be established. */
export function review(missing: Missing[]): RawFinding {
  return {
    outcome: 'MANUAL_REVIEW',
    reason: {
      zh: `是否属过渡情形待核实：${missing.map(({ zh }) => zh).join('、')}。`,
      en: `Whether it is a transitional case is still to be established: ${missing.map(({ en }) => en).join(', ')}.`,
    },
    missing,
    uses: ['institutions'],
  };
}
