import type { RuleKind } from '../rule-kind.ts';
import { CITY_KINDS } from './city/city-kinds.ts';
import { PLACE_KINDS } from './place/place-kinds.ts';
import { QUANTITY_KINDS } from './quantity/quantity-kinds.ts';
import { RELEASE_KINDS } from './release/release-kinds.ts';

/** Every way of deciding that a plan may choose: a closed list. */
export const RULE_KINDS = [
  ...PLACE_KINDS,
  ...QUANTITY_KINDS,
  ...RELEASE_KINDS,
  ...CITY_KINDS,
] as unknown as readonly RuleKind[];

/** The kind with this id, which a loaded plan always has. */
export function getRuleKind(id: string): RuleKind {
  const kind = RULE_KINDS.find((candidate) => candidate.id === id);
  if (!kind) throw new Error(`there is no rule kind ${id}`);
  return kind;
}
