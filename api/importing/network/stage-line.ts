/** Shows how far each stage is: a line that rewrites itself on a terminal, a line at most every few seconds elsewhere. */
export function stageLine(stream: NodeJS.WriteStream): {
  tell: (stage: string, done: number) => void;
  end: () => void;
} {
  const interval = stream.isTTY ? 100 : 5000;
  let last = stream.isTTY ? 0 : Date.now();
  let drawn = false;
  return {
    tell: (stage, done) => {
      if (Date.now() - last < interval) return;
      last = Date.now();
      const text = done > 0 ? `${stage} ${Math.floor(done * 100)} %` : `${stage} …`;
      stream.write(stream.isTTY ? `\r\u001b[2K${text}` : `${text}\n`);
      drawn = true;
    },
    end: () => {
      if (drawn && stream.isTTY) stream.write('\r\u001b[2K');
      drawn = false;
    },
  };
}
