/**
 * Maps an async sequence with at most `width` calls under way and yields the results in the order of the input:
 * memory stays bounded by `width` however long the sequence is.
 */
export async function* mapInOrder<In, Out>(
  source: AsyncIterable<In>,
  width: number,
  map: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const underWay: Promise<Out>[] = [];
  try {
    for await (const item of source) {
      const result = map(item);
      result.catch(() => undefined); // reported when its turn comes
      underWay.push(result);
      if (underWay.length >= width) yield await underWay.shift()!;
    }
    while (underWay.length > 0) yield await underWay.shift()!;
  } finally {
    await Promise.allSettled(underWay);
  }
}
