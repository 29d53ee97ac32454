import type { SitingProblem } from '../../siting/siting-problem.ts';

/** Sites that reach each client with the choice, existing ones included (2 = that many or more). */
export function coversAfter(
  { clients, reach, existingCover }: SitingProblem,
  chosen: Int32Array,
): Uint8Array {
  const isChosen = new Set(chosen);
  const covers = Uint8Array.from({ length: clients }, (_, client) =>
    Math.min(2, existingCover?.[client] ?? 0),
  );
  reach.from.forEach((candidate, entry) => {
    const client = reach.to[entry]!;
    if (isChosen.has(candidate)) covers[client] = Math.min(2, covers[client]! + 1);
  });
  return covers;
}

/** Of residents who are not set aside; only where the model is about distances. */
export function meanDistances(
  { model, clients, weights, reach, existingM, beyondM = 0 }: SitingProblem,
  chosen: Int32Array,
) {
  const before = Float64Array.from({ length: clients }, (_, client) =>
    Math.min(beyondM, existingM?.[client] ?? Infinity),
  );
  const after = before.slice();
  const isChosen = new Set(chosen);
  reach.from.forEach((candidate, entry) => {
    const client = reach.to[entry]!;
    if (isChosen.has(candidate)) after[client] = Math.min(after[client]!, reach.distanceM[entry]!);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (distances: Float64Array) =>
    model === 'p-median' && total > 0
      ? distances.reduce((sum, distance, client) => sum + distance * weights[client]!, 0) / total
      : null;
  return { mean_distance_m_before: mean(before), mean_distance_m_after: mean(after) };
}
