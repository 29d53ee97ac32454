import { once } from 'node:events';
import http, { type Server } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { StartupError } from '../../api/errors.ts';
import { listen } from '../../api/http/listen.ts';
import { closeGracefully } from '../../api/http/shutdown.ts';

const config = { HOST: '127.0.0.1', PORT: 0, REQUEST_TIMEOUT_MS: 120_000 };
const log = pino({ level: 'silent' });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const started: Server[] = [];
afterEach(() => {
  for (const server of started.splice(0)) server.closeAllConnections();
});

/** A server whose `/slow` answers in two parts, 300 ms apart, and whose `/never` does not answer. */
async function startServer() {
  const server = await listen((req, res) => {
    if (req.url === '/never') return;
    if (req.url !== '/slow') return void res.end('quick');
    res.write('first ');
    setTimeout(() => res.end('second'), 300);
  }, config);
  started.push(server);
  return { server, port: (server.address() as AddressInfo).port };
}

function get(
  port: number,
  path: string,
  agent?: http.Agent,
): Promise<{ text: string; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path, ...(agent ? { agent } : {}) }, (res) => {
        let text = '';
        res.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        res.on('end', () => resolve({ text, connection: res.headers.connection }));
        res.on('error', reject);
      })
      .on('error', reject);
  });
}

describe('closeGracefully', () => {
  test('requests in flight finish, then the database closes; new connections are refused', async () => {
    const { server, port } = await startServer();
    const order: string[] = [];
    // As the server sees it: what the client reads of the two may come in either order.
    server.on('request', (_req, res) => res.on('finish', () => order.push('answered')));
    const inFlight = get(port, '/slow');
    await pause(100);
    const closed = closeGracefully(server, {
      close: async () => void order.push('database closed'),
      log,
      timeoutMs: 5_000,
    });
    await expect(get(port, '/quick')).rejects.toThrow(/ECONNREFUSED/);
    expect(await closed).toBe(true);
    expect((await inFlight).text).toBe('first second');
    expect(order).toEqual(['answered', 'database closed']);
  });

  test('connections that are kept alive, and those that never asked, do not hold it up', async () => {
    const { server, port } = await startServer();
    const agent = new http.Agent({ keepAlive: true });
    await get(port, '/quick', agent);
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    // True says that nothing had to be cut off at the time limit.
    expect(await closeGracefully(server, { close: async () => undefined, log, timeoutMs: 10_000 })).toBe(
      true,
    );
    agent.destroy();
    silent.destroy();
  });

  test('a client that goes on asking on its connection is answered and told to go', async () => {
    const { server, port } = await startServer();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const first = get(port, '/slow', agent);
    await pause(100);
    const closed = closeGracefully(server, { close: async () => undefined, log, timeoutMs: 10_000 });
    const second = get(port, '/quick', agent);
    expect((await first).text).toBe('first second');
    // Either the connection was already closed, or the answer says that it will be.
    const outcome = await second.then(
      ({ connection }) => connection,
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect(['close', 'ECONNREFUSED', 'ECONNRESET']).toContain(outcome);
    expect(await closed).toBe(true);
    agent.destroy();
  });

  test('after the timeout, and at once when asked again, what is left is cut off', async () => {
    for (const [timeoutMs, again] of [
      [200, false],
      [60_000, true],
    ] as const) {
      const { server, port } = await startServer();
      const hanging = get(port, '/never');
      hanging.catch(() => undefined);
      await pause(100);
      const closings: string[] = [];
      const options = { close: async () => void closings.push('database'), log, timeoutMs };
      const closed = closeGracefully(server, options);
      if (again) expect(await closeGracefully(server, options)).toBe(false);
      expect(await closed).toBe(false);
      expect(closings).toEqual(['database']);
      await expect(hanging).rejects.toThrow(/hang up|ECONNRESET/);
    }
  });

  test('a database that does not close is told by false', async () => {
    const { server } = await startServer();
    const close = () => Promise.reject(new Error('stuck'));
    expect(await closeGracefully(server, { close, log, timeoutMs: 1_000 })).toBe(false);
  });
});

describe('listen', () => {
  test('a taken port is refused with the remedy', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const attempt = listen(() => undefined, { ...config, PORT: port });
    await expect(attempt).rejects.toBeInstanceOf(StartupError);
    await expect(attempt).rejects.toThrow(new RegExp(`Port ${port} is taken.*Remedy: .*PORT`));
    other.close();
  });

  test('an address of another machine, or an unknown name, is refused with the remedy', async () => {
    await expect(listen(() => undefined, { ...config, HOST: '192.0.2.1' })).rejects.toThrow(
      /192\.0\.2\.1 .*Remedy: set HOST/,
    );
    await expect(listen(() => undefined, { ...config, HOST: 'no.such.host.invalid' })).rejects.toThrow(
      /Remedy: set HOST/,
    );
  });

  test('what is not HTTP is answered with a problem, headers without end are refused', async () => {
    const { port } = await startServer();
    const say = async (text: string) => {
      const socket = connect(port, '127.0.0.1');
      let heard = '';
      socket.on('data', (chunk) => {
        heard += chunk.toString();
      });
      socket.on('error', () => undefined);
      socket.write(text);
      await once(socket, 'close');
      return heard;
    };
    const nonsense = await say('NONSENSE\r\n\r\n');
    expect(nonsense).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
    expect(JSON.parse(nonsense.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      type: 'about:blank',
      status: 400,
    });
    expect(await say(`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });
});
