/** Address of the next page: the same question from after the last item shown. */
export function nextPageUrl(
  base: string,
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
  after: string | number,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, after }))
    if (value !== undefined) parameters.set(name, String(value));
  return `${base}${path}?${parameters}`;
}
