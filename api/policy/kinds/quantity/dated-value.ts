import type { Facts } from '../../facts.ts';

/** The value that the authority has set under this name for the plan, valid on the date; null when it has set none. */
export function findDatedValue(facts: Facts, asOf: string, name: string): Facts['parameters'][number] | null {
  return (
    facts.parameters.find(
      (entry) =>
        entry.name === name &&
        entry.qualifier === null &&
        (entry.from ?? asOf) <= asOf &&
        asOf <= (entry.to ?? asOf),
    ) ?? null
  );
}
