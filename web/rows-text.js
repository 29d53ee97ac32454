// Rows of a list as text and back: one row a line, its members by commas, in the order of the columns.

/**
 * The rows of a text. Numbers become numbers where they are; anything else stays text, so that the service can say what is
 * wrong with it.
 * @param {string} text @param {import('./questions.js').Column[]} columns
 * @returns {Record<string, string | number>[]}
 */
export function parseRows(text, columns) {
  return text
    .split(/[\n;；]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => readRow(line.split(/[,，\t]/), columns));
}

/** What is too much stands in the last member, where it is refused rather than lost. */
function readRow(cells, columns) {
  const last = columns.length - 1;
  const parts = [...cells.slice(0, last), cells.slice(last).join(',')].map((cell) => cell.trim());
  return Object.fromEntries(
    columns.flatMap(({ name, isNumber }, index) => {
      const value = parts[index] ?? '';
      if (value === '') return [];
      return [[name, isNumber && Number.isFinite(Number(value)) ? Number(value) : value]];
    }),
  );
}
