// Starts the program as a user would (`npm start`, an empty data directory, a free port), asks it the demo city's questions,
// stops it with SIGTERM, starts it again on the same data and checks that it is all still there. Exit code 0 = all as expected.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'dingdian-smoke-'));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const environment = {
  ...process.env,
  PORT: String(port),
  DATA_DIR: join(folder, 'data'),
  LOG_LEVEL: 'warn',
  RATE_LIMIT_PER_MINUTE: '0',
};
delete environment.DATABASE_URL;
const running = new Set();

try {
  const first = await start('npm', ['start']);
  const before = await askDemoCity();
  await stop(first);
  const second = await start(process.execPath, ['bin/dingdian.mjs', 'serve']);
  assert.deepEqual(await askDemoCity(), before, 'the second start gives other answers than the first');
  await refuseSecondProcess();
  await stop(second);
  console.log(`smoke: ${before.verdicts.length} demo questions answered as expected, over a restart`);
} finally {
  for (const child of running) signalGroup(child, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
}

async function start(command, args) {
  const child = spawn(command, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  for (;;) {
    assert.ok(
      running.has(child),
      `${command} ${args.join(' ')} ended with code ${child.exitCode} before it was ready`,
    );
    const answers = await Promise.all(
      ['/health', '/ready'].map((path) => fetch(base + path).catch(() => undefined)),
    );
    if (answers.every((answer) => answer?.ok)) return child;
    await wait(250);
  }
}

async function stop(child) {
  const ended = once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  const [code, signal] = await ended;
  // npm itself may report the signal that it was sent; the program behind it must have ended by itself.
  if (child.spawnfile !== 'npm')
    assert.deepEqual([code, signal], [0, null], 'SIGTERM must end the program with code 0');
  await waitUntilGone();
}

/** Whatever npm did, the program has ended when its port and its lock are free. */
async function waitUntilGone() {
  while (
    await fetch(`${base}/health`).then(
      () => true,
      () => false,
    )
  )
    await wait(100);
  while (
    await readFile(join(environment.DATA_DIR, 'dingdian.lock')).then(
      () => true,
      () => false,
    )
  )
    await wait(100);
}

async function askDemoCity() {
  const { sites, counts } = JSON.parse(await readFile(join(root, 'geodata', 'demo-manifest.json'), 'utf8'));
  const verdicts = [];
  for (const { id, lon, lat, expected, title: _title, reason: _reason, within: _within, ...site } of sites) {
    const query = new URLSearchParams({ lon, lat, ...parametersOf(site) });
    const answer = await getJson(`/proximity-check?${query}`);
    assert.equal(answer.verdict, expected, `demo site ${id}`);
    verdicts.push(answer.verdict);
  }
  assert.ok(verdicts.length >= 10, 'the demo city has its sites');
  const { numberMatched } = await getJson('/collections/institutions/items?limit=1&f=json');
  assert.equal(numberMatched, counts.institutions, 'institutions of the demo city');
  return { verdicts, numberMatched };
}

/** The manifest's fields that are parameters of the question, as a query string takes them. */
function parametersOf(site) {
  return Object.fromEntries(
    Object.entries(site).filter(([, value]) => value !== null && typeof value !== 'object'),
  );
}

async function getJson(path) {
  const answer = await fetch(base + path);
  const text = await answer.text();
  assert.equal(answer.status, 200, `${path}: ${text}`);
  return JSON.parse(text);
}

/** A second process on the same data directory is told so and ends with an error. */
async function refuseSecondProcess() {
  const child = spawn(process.execPath, ['bin/dingdian.mjs', 'migrate'], { cwd: root, env: environment });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const [code] = await once(child, 'close');
  assert.equal(code, 1);
  assert.match(said, /in use by another dingdian process.*Remedy/s);
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // it has ended
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: found } = server.address();
  server.close();
  await once(server, 'close');
  return found;
}
