import type { Localized } from '../../localized.ts';

/** Why a verdict is what it is. */
export interface Reason extends Localized {
  /** Stable code. */
  readonly code: string;
}
