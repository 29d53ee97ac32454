import fc from 'fast-check';
import type { SitingModel, SitingProblem } from '../../../api/siting/siting-problem.ts';

/** Best objective over all sets of candidates, written from the definitions of the models; null = no set keeps the constraints. */
export function bruteForce(problem: SitingProblem): number | null {
  const { candidates, clients, model, weights, p = candidates, backupShare = 0.5, beyondM = 0 } = problem;
  const distance = new Map<string, number>();
  problem.reach.from.forEach((from, entry) => {
    distance.set(`${from} ${problem.reach.to[entry]}`, problem.reach.distanceM[entry]!);
  });
  const open = (candidate: number) => {
    const group = problem.groups?.of[candidate] ?? -1;
    return (
      ![...(problem.forbidden ?? [])].includes(candidate) &&
      (group < 0 || roomBeside(problem, group, candidate))
    );
  };
  let best: number | null = null;
  for (let set = 0; set < 2 ** candidates; set += 1) {
    const chosen = [...Array(candidates).keys()].filter((candidate) => set & (1 << candidate));
    if (!allowed(problem, chosen, p)) continue;
    let objective = model === 'lscp' ? chosen.length : 0;
    let valid = true;
    for (let client = 0; client < clients; client += 1) {
      const reaching = (list: number[]) => list.filter((candidate) => distance.has(`${candidate} ${client}`));
      const before = problem.existingCover?.[client] ?? 0;
      const after = before + reaching(chosen).length;
      const weight = weights[client]!;
      if (model === 'p-median') {
        const ways = reaching(chosen).map((candidate) => distance.get(`${candidate} ${client}`)!);
        objective += weight * Math.min(beyondM, problem.existingM?.[client] ?? Infinity, ...ways);
      }
      if (model === 'mclp' && before === 0 && after > 0) objective += weight;
      if (model === 'bacop1' && before < 2 && after > 1) objective += weight;
      if (model === 'bacop2' && before === 0 && after > 0) objective += weight * (1 - backupShare);
      if (model === 'bacop2' && before < 2 && after > 1) objective += weight * backupShare;
      const mustCover = model === 'lscp' || model === 'bacop1';
      const usable = [...Array(candidates).keys()].filter(
        (candidate) => open(candidate) && !clashes(problem, candidate),
      );
      if (mustCover && weight > 0 && after === 0 && p > 0 && reaching(usable).length > 0) valid = false;
    }
    if (!valid) continue;
    const better =
      model === 'lscp' || model === 'p-median'
        ? (a: number, b: number) => a < b
        : (a: number, b: number) => a > b;
    if (best === null || better(objective, best)) best = objective;
  }
  return best;
}

/** A candidate that excludes a required one, or finds no room beside them, can never be chosen. */
function clashes({ required, apart, p, candidates }: SitingProblem, candidate: number): boolean {
  const needed = new Set(required);
  if (needed.has(candidate)) return false;
  if (needed.size >= (p ?? candidates)) return true;
  return [...(apart?.a ?? [])].some((a, pair) => {
    const b = apart!.b[pair]!;
    return a !== b && ((a === candidate && needed.has(b)) || (b === candidate && needed.has(a)));
  });
}

function roomBeside({ required, groups }: SitingProblem, group: number, candidate: number): boolean {
  const needed = new Set(required);
  if (needed.has(candidate)) return true;
  return [...needed].filter((other) => groups!.of[other] === group).length < groups!.most[group]!;
}

function allowed(
  { required, forbidden, apart, groups }: SitingProblem,
  chosen: number[],
  p: number,
): boolean {
  if (chosen.length > p) return false;
  if ([...(required ?? [])].some((candidate) => !chosen.includes(candidate))) return false;
  if ([...(forbidden ?? [])].some((candidate) => chosen.includes(candidate))) return false;
  const together = (a: number, b: number) => a !== b && chosen.includes(a) && chosen.includes(b);
  if ([...(apart?.a ?? [])].some((a, pair) => together(a, apart!.b[pair]!))) return false;
  return [...(groups?.most ?? [])].every(
    (most, group) => chosen.filter((candidate) => groups!.of[candidate] === group).length <= most,
  );
}

/** Small problems with every constraint, so that all sets can be tried. */
export function smallProblem(models: readonly SitingModel[]): fc.Arbitrary<SitingProblem> {
  return fc
    .tuple(fc.constantFrom(...models), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 12 }))
    .chain(([model, candidates, clients]) => {
      const candidate = fc.integer({ min: 0, max: candidates - 1 });
      const pairs = fc.array(fc.tuple(candidate, candidate), { maxLength: 8 });
      return fc.record({
        model: fc.constant(model),
        candidates: fc.constant(candidates),
        clients: fc.constant(clients),
        reach: fc
          .array(
            fc.tuple(candidate, fc.integer({ min: 0, max: clients - 1 }), fc.integer({ min: 0, max: 40 })),
            { maxLength: 60 },
          )
          .map((entries) => ({
            from: Int32Array.from(entries, ([from]) => from),
            to: Int32Array.from(entries, ([, to]) => to),
            distanceM: Float64Array.from(entries, ([, , metres]) => metres * 12.5),
          })),
        weights: fc
          .array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 1e-6, max: 1e4, noNaN: true })), {
            minLength: clients,
            maxLength: clients,
          })
          .map((weights) => Float64Array.from(weights)),
        existingCover: fc.option(
          fc
            .array(fc.integer({ min: 0, max: 3 }), { minLength: clients, maxLength: clients })
            .map((covers) => Uint8Array.from(covers)),
          { nil: undefined },
        ),
        existingM: fc.option(
          fc
            .array(fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 700 })), {
              minLength: clients,
              maxLength: clients,
            })
            .map((metres) => Float64Array.from(metres)),
          { nil: undefined },
        ),
        beyondM: fc.constantFrom(500, 800),
        p:
          model === 'lscp'
            ? fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined })
            : fc.integer({ min: 0, max: 5 }),
        backupShare: fc.constantFrom(0, 0.25, 0.5, 0.8, 1),
        required: fc.option(
          fc.array(candidate, { maxLength: 2 }).map((list) => Int32Array.from(list)),
          { nil: undefined, freq: 1 },
        ),
        forbidden: fc.option(
          fc.array(candidate, { maxLength: 2 }).map((list) => Int32Array.from(list)),
          { nil: undefined, freq: 1 },
        ),
        apart: fc.option(
          pairs.map((list) => ({
            a: Int32Array.from(list, ([a]) => a),
            b: Int32Array.from(list, ([, b]) => b),
          })),
          { nil: undefined },
        ),
        groups: fc.option(
          fc.record({
            of: fc
              .array(fc.integer({ min: -1, max: 2 }), { minLength: candidates, maxLength: candidates })
              .map((of) => Int32Array.from(of)),
            most: fc
              .array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 })
              .map((most) => Int32Array.from(most)),
          }),
          { nil: undefined },
        ),
        effort: fc.constant({ maxEntries: 100_000, timeLimitS: 30 }),
      });
    });
}
