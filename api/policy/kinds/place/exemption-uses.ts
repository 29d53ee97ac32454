import type { Facts } from '../../facts.ts';

/** How earlier uses of a once-only exemption bear on this one; `count` = uses that were looked at. */
export interface EarlierUse {
  readonly verdict: 'used' | 'unclear' | 'free';
  readonly count: number;
  readonly on: string;
  readonly who: string;
}

/**
 * Finds whether the exemption is used up. `oncePer` city: by anybody; physician: by the same physician; physician_and_institution:
 * the same physician used it, while the same institution with another physician is for a person to judge. An earlier use
 * without a name may have been anybody's.
 */
export function findEarlierUse(
  uses: Facts['exemptionUses'],
  physician: string | undefined,
  institution: string,
  oncePer: string,
): EarlierUse | undefined {
  const say = (verdict: EarlierUse['verdict'], use: Facts['exemptionUses'][number]): EarlierUse => ({
    verdict,
    count: uses.length,
    on: use.admittedOn,
    who: use.physician ?? use.institution ?? '?',
  });
  const [first] = uses;
  if (!first) return undefined;
  if (oncePer === 'city') return say('used', first);
  const same = uses.find((use) => use.physician !== null && use.physician.trim() === physician);
  if (same) return say('used', same);
  const unclear = uses.find(
    (use) =>
      use.physician === null || (oncePer === 'physician_and_institution' && use.institution === institution),
  );
  return unclear ? say('unclear', unclear) : say('free', first);
}
