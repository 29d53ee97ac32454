import { pino } from 'pino';
import { createApp } from './app.ts';
import { openSession, tellProgress } from './cli-session.ts';
import { closeThreads } from './compute/run-in-thread.ts';
import { demoContent } from './demo/demo-content.ts';
import { findFirstQuestion } from './demo/first-question.ts';
import { isDatabaseEmpty, loadDemoCity } from './demo/load-demo.ts';
import { listen } from './http/listen.ts';
import { describeProblem } from './http/problem.ts';
import { closeGracefully } from './http/shutdown.ts';
import { JobRunner } from './jobs/job-runner.ts';

/** The server process: configuration → database → demo city where the database is empty → application → listen. */
export async function serve(): Promise<void> {
  const startedAt = performance.now();
  const { config, database, close } = await openSession(({ DEMO }) =>
    DEMO === 'auto' ? demoContent() : undefined,
  );
  try {
    if (config.DEMO === 'auto' && (await isDatabaseEmpty(database))) {
      tellProgress('the database is empty: loading the synthetic demo city (DEMO=off leaves it empty)');
      await loadDemoCity(database, { onProgress: tellProgress });
    }
    const log = pino({ level: config.LOG_LEVEL });
    const server = await listen(createApp({ database, config, log }), config);
    const runner = new JobRunner({ database, config, log, describeProblem });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : config.PORT;
    const base = config.PUBLIC_URL ?? `http://localhost:${port}`;
    process.stdout.write(
      firstAddresses(base, await findFirstQuestion(database), (performance.now() - startedAt) / 1000),
    );
    const stop = (signalName: string) => {
      tellProgress(`${signalName}: finishing requests in flight`);
      // Jobs stop while the last requests are answered; threads end when nobody can need them any more.
      const stopped = runner.stop();
      const closeAll = async () => {
        await stopped;
        await closeThreads();
        await close();
      };
      void closeGracefully(server, { close: closeAll, log, timeoutMs: 20_000 }).then((clean) =>
        process.exit(clean ? 0 : 1),
      );
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
  } catch (error) {
    await close();
    throw error;
  }
}

/** What to try first; the sites are those of the demo city (docs/guide/demo-city.md). */
function firstAddresses(base: string, question: string | undefined, seconds: number): string {
  const lines = [
    ['map', `${base}/map`],
    ...(question ? [['a first question', `${base}${question}`]] : []),
    ['plans, clause by clause', `${base}/plans`],
    ['layers (OGC API - Features)', `${base}/collections`],
    ['API description', `${base}/api`],
    ['health', `${base}/health`],
  ];
  return `Dingdian is ready after ${seconds.toFixed(1)} s. Try:\n${lines.map(([what, url]) => `  ${what}: ${url}`).join('\n')}\n`;
}
