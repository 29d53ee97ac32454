import { InvalidInputError } from '../../errors.ts';
import type { AreaNames } from '../points/area-names.ts';
import type { Candidate } from './candidate.ts';
import type { SuggestionInput } from './suggestion-input.ts';

export interface AreaCaps {
  /** undefined = nothing is capped. */
  readonly groups: { readonly of: Int32Array; readonly most: Int32Array } | undefined;
  /** Candidates whose area is not decided, so that no cap can be kept; they are not suggested. */
  readonly unplaced: Int32Array;
  /** Cap by id of the area. */
  readonly capOf: ReadonlyMap<number, number>;
}

/** The caps per area as groups of candidates. Throws InvalidInputError for a code that no candidate's area has, or given twice. */
export function capsOf(
  { capPerArea, caps = [], perArea }: SuggestionInput,
  candidates: readonly Candidate[],
  names: AreaNames,
): AreaCaps {
  const areaOf = (candidate: Candidate) => (perArea === 'county' ? candidate.county_id : candidate.street_id);
  if (capPerArea === undefined && caps.length === 0)
    return { groups: undefined, unplaced: new Int32Array(), capOf: new Map() };
  const idOf = new Map(
    [...new Set(candidates.map(areaOf))].flatMap((id) => {
      const code = id === null ? undefined : names.get(id)?.code;
      return code === undefined ? [] : [[code, id as number] as const];
    }),
  );
  const given = new Map<number, number>();
  for (const { area, most } of caps) {
    const id = idOf.get(area);
    if (id === undefined || given.has(id))
      throw new InvalidInputError([
        {
          field: 'caps',
          value: area,
          reason:
            id === undefined ? `no candidate lies in a ${perArea} of this code` : 'this area is given twice',
        },
      ]);
    given.set(id, most);
  }
  const ids = [...idOf.values()].sort((a, b) => a - b);
  const capOf = new Map(
    ids.flatMap((id) => {
      const most = given.get(id) ?? capPerArea;
      return most === undefined ? [] : [[id, most] as const];
    }),
  );
  const groupOf = new Map([...capOf.keys()].map((id, group) => [id, group]));
  return {
    groups: {
      of: Int32Array.from(candidates, (candidate) => groupOf.get(areaOf(candidate) ?? -1) ?? -1),
      most: Int32Array.from(capOf.values()),
    },
    unplaced: Int32Array.from([...candidates.keys()].filter((index) => areaOf(candidates[index]!) === null)),
    capOf,
  };
}
