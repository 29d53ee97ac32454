import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../../api/http/listen.ts';

let server: Server;
let port: number;

beforeAll(async () => {
  const app = express();
  app.use(express.json());
  app.all('/echo', (req, res) => {
    res.json({ query: req.query, body: req.body ?? null, address: req.socket.remoteAddress });
  });
  server = await listen(app, { HOST: '127.0.0.1', PORT: 0, REQUEST_TIMEOUT_MS: 5_000 });
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

/** Sends the bytes on one connection and reads until it is closed. */
async function exchange(...parts: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  const closed = once(socket, 'close');
  for (const part of parts) {
    socket.write(part);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await closed;
  return Buffer.concat(received).toString('utf8');
}

describe('letters in the address that are not percent-encoded', () => {
  it('are read as the UTF-8 that they are', async () => {
    const answer = await exchange(
      'GET /echo?category=中医诊所&lon=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    expect(answer).toContain('"category":"中医诊所"');
    expect(answer).toContain('127.0.0.1');
  });

  it('may come again and again on a kept connection, mixed with other requests', async () => {
    const answer = await exchange(
      'GET /echo?n=1 HTTP/1.1\r\nHost: a\r\n\r\n',
      'GET /echo?n=二 HTTP/1.1\r\nHost: a\r\n\r\n',
      'GET /echo?n=3 HTTP/1.1\r\nHost: a\r\n\r\n',
      'GET /echo?n=四 HTTP/1.1\r\nHost: a\r\n\r\n',
      'POST /echo?n=5 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 16\r\nConnection: close\r\n\r\n{"name":"诊"}  ',
    );
    expect([...answer.matchAll(/"n":"([^"]+)"/g)].map((match) => match[1])).toEqual([
      '1',
      '二',
      '3',
      '四',
      '5',
    ]);
    expect(answer).toContain('"name":"诊"');
  });

  it('leave nothing behind: the server forgets the connection and can close', async () => {
    const sockets = new Set<unknown>();
    const onConnection = (socket: { once: (event: 'close', listener: () => void) => void }) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    };
    server.on('connection', onConnection);
    await exchange('GET /echo?n=二 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    server.off('connection', onConnection);
    expect(sockets.size).toBe(0);
  });

  it('that are not UTF-8, and lines that are no HTTP, are refused', async () => {
    const socket = connect(port, '127.0.0.1');
    const received: Buffer[] = [];
    socket.on('data', (chunk) => received.push(chunk));
    socket.write(Buffer.from('GET /echo?n=\xd6\xd0 HTTP/1.1\r\nHost: a\r\n\r\n', 'latin1'));
    await once(socket, 'close');
    expect(Buffer.concat(received).toString()).toMatch(/^HTTP\/1\.1 400[\s\S]*application\/problem\+json/);
    expect(await exchange('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
  });
});
