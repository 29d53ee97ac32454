// The request of a question, as an address and as a line for the shell.

/** @param {string} base address of the service, ending in a slash @param {string} id @param {Record<string, string>} inputs */
export function questionUrl(base, id, inputs) {
  const url = new URL(id, base);
  url.search = new URLSearchParams(inputs).toString();
  return url.href;
}

/** A line for a POSIX shell that asks the same, with the values readable. @param {string} base @param {string} id @param {Record<string, string>} inputs */
export function curlLine(base, id, inputs) {
  const values = Object.entries(inputs).map(([name, value]) =>
    /^[\w.:+-]+$/.test(value) && !value.includes('+')
      ? `-d ${name}=${value}`
      : `--data-urlencode ${shellQuote(`${name}=${value}`)}`,
  );
  return ['curl -G', shellQuote(new URL(id, base).href), ...values].join(' ');
}

function shellQuote(text) {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
