/** Shows the rows read: a bar that rewrites itself on a terminal, a line every few seconds elsewhere. Returns the teller and its end. */
export function progressLine(stream: NodeJS.WriteStream): {
  tell: (rows: number, total?: number) => void;
  end: () => void;
} {
  const interval = stream.isTTY ? 100 : 5000;
  let last = stream.isTTY ? 0 : Date.now();
  let drawn = false;
  return {
    tell: (rows, total) => {
      if (Date.now() - last < interval && rows !== total) return;
      last = Date.now();
      if (stream.isTTY) stream.write(`\r${bar(rows, total)}`);
      else if (rows !== total) stream.write(`${rows} rows read${total ? ` of ${total}` : ''}\n`);
      drawn = true;
    },
    end: () => {
      if (drawn && stream.isTTY) stream.write('\r\u001b[2K');
    },
  };
}

const WIDTH = 30;

function bar(rows: number, total: number | undefined): string {
  if (!total) return `${rows} rows read `;
  const filled = Math.min(WIDTH, Math.round((rows / total) * WIDTH));
  return `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}] ${rows}/${total} rows${rows === total ? ', writing' : ''} `;
}
