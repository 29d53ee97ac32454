/** The answer with its features' properties readable. */
export function withProperties<A extends { features: readonly object[] }>(
  answer: A,
): Omit<A, 'features'> & { features: (A['features'][number] & { properties: Record<string, unknown> })[] } {
  return answer as never;
}
