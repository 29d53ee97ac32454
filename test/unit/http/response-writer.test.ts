import { EventEmitter } from 'node:events';
import type { Response } from 'express';
import { describe, expect, it } from 'vitest';
import { responseWriter } from '../../../api/http/response-writer.ts';

/** A response whose client takes `room` pieces and then has to be waited for. */
function slowResponse(room: number) {
  const written: string[] = [];
  let left = room;
  const res = Object.assign(new EventEmitter(), {
    written,
    write: (piece: string) => {
      written.push(piece);
      left -= 1;
      return left > 0;
    },
    read: () => {
      left = room;
      res.emit('drain');
    },
  });
  return res;
}

describe('the writer of a streamed answer', () => {
  it('waits for the client, with one listener however long the answer is', async () => {
    const res = slowResponse(2);
    const write = responseWriter(res as unknown as Response, new AbortController().signal);
    let done = 0;
    const writing = (async () => {
      for (let piece = 0; piece < 30; piece += 1) {
        await write(String(piece));
        done += 1;
      }
    })();
    for (let round = 0; round < 15; round += 1) {
      await new Promise(setImmediate);
      expect(res.written.length).toBe(2 * (round + 1));
      expect(done).toBeLessThan(res.written.length);
      expect(res.listenerCount('drain')).toBe(1);
      res.read();
    }
    await writing;
    expect(res.written).toEqual(Array.from({ length: 30 }, (_, piece) => String(piece)));
  });

  it('gives up with the signal while it waits and before it writes', async () => {
    const gone = new AbortController();
    const res = slowResponse(1);
    const write = responseWriter(res as unknown as Response, gone.signal);
    const waiting = write('a');
    gone.abort(new Error('the client went away'));
    await expect(waiting).rejects.toThrow('the client went away');
    await expect(write('b')).rejects.toThrow('the client went away');
    expect(res.written).toEqual(['a']);
  });
});
