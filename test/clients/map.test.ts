import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasOnlyScalarInputs } from '../../api/analyses/input-kinds.ts';
import { ANALYSES } from '../../api/analyses/registry.ts';
import { createApp } from '../../api/app.ts';
import { closeThreads } from '../../api/compute/run-in-thread.ts';
import { configSchema } from '../../api/config.ts';
import { describeProblem } from '../../api/http/problem.ts';
import { JobRunner } from '../../api/jobs/job-runner.ts';
import { addCountyAsExtent, addInstitution, project } from '../support/fixtures.ts';
import { streetGrid } from '../support/street-grid.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];
const SITE = [121.6, 31] as const;
const HOSTILE = '<img src=x onerror="document.title=1">诊所';

let opened: TestDatabase;
let server: Server;
let runner: JobRunner;
let browser: Browser;
let base: string;
let pages: { page: Page; faults: string[] }[] = [];

/** A page that keeps what must never happen: script errors, policy violations, requests to other hosts. */
async function openPage(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  pages.push({ page, faults });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !/^(blob|data):/.test(request.url()))
      faults.push(`asked ${request.url()}`);
  });
  await page.goto(`${base}${path}`);
  await page.waitForSelector('#fields input');
  return page;
}

const linkTo = (inputs: Record<string, string>) =>
  `/map/#${new URLSearchParams({ ask: 'proximity-check', ...inputs })}`;
const here = { lon: String(SITE[0]), lat: String(SITE[1]), asOf: '2025-06-01' };
const verdictOf = (page: Page) => page.getAttribute('[data-verdict]', 'data-verdict');

describe.skipIf(!existsSync(CHROMIUM))('the map page in Chromium', () => {
  beforeAll(async () => {
    opened = await openTestDatabase();
    const { database } = opened;
    await addCountyAsExtent(database, [121.5, 30.9, 121.7, 31.1]);
    const at = (distanceM: number, azimuth: number) => project(database, SITE, distanceM, azimuth);
    await addInstitution(database, { name: HOSTILE, typeNo: 37, at: await at(412.386, 60) });
    await addInstitution(database, { name: '恰在限值外', typeNo: 37, at: await at(800.001, 200) });
    await addInstitution(database, {
      name: '药店',
      kind: 'pharmacy',
      category: null,
      typeNo: null,
      at: await at(800, 10),
    });
    // Blocks of 100 m around the site, which lies a few metres beside a street.
    const streets = streetGrid([SITE[0] - 0.0105, SITE[1] - 0.009], 20, 100);
    await loadNetwork(database, streets.lines, { code: 'grid-2026' });
    const config = configSchema.parse({ RATE_LIMIT_PER_MINUTE: '0', DEMO: 'off' });
    const log = pino({ level: 'silent' });
    const app = createApp({ database, config, log });
    runner = new JobRunner({ database, config, log, describeProblem });
    server = await new Promise<Server>((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });

  afterEach(async () => {
    const faults = pages.flatMap((one) => one.faults);
    await Promise.all(pages.map(({ page }) => page.context().close()));
    pages = [];
    expect(faults).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    await runner?.stop();
    await closeThreads();
    await opened?.close();
  });

  it('answers the first click on the map with a verdict, and keeps it in the address', async () => {
    const page = await openPage('/map');
    expect(await page.inputValue('#input-category')).toBe('中医诊所');
    await page.waitForSelector('.maplibregl-ctrl-scale');
    await page.waitForTimeout(1500);
    const asked = page.waitForRequest((request) => request.url().includes('/proximity-check?'));
    await page.click('#map canvas', { position: { x: 425, y: 400 } });
    const given = new URL((await asked).url()).searchParams;
    expect(Number(given.get('lon'))).toBeCloseTo(SITE[0], 1);
    expect(Number(given.get('lat'))).toBeCloseTo(SITE[1], 1);
    expect(given.get('category')).toBe('中医诊所');
    expect(given.get('asOf')).toMatch(/^\d{4}-\d\d-\d\d$/);
    await page.waitForSelector('[data-verdict]');
    expect(page.url()).toContain(`lon=${given.get('lon')}`);
    expect(await page.textContent('#announcement')).not.toBe('');
  });

  it('reruns a shared link: verdict in words, every distance to the millimetre where it decides, names as text', async () => {
    const page = await openPage(linkTo({ ...here, type: '37', radiusM: '800', lang: 'zh' }));
    await page.waitForSelector('[data-verdict="conflict"]');
    expect(await page.textContent('.verdict h2')).toBe('冲突');
    const rows = await page.locator('.finding-row').allInnerTexts();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('412.4 m');
    expect(rows[0]).toContain(HOSTILE);
    expect(rows[1]).toContain('800.001 m');
    expect(rows[1]).toContain('限值外');
    expect(await page.textContent('.verdict')).toContain('2025-06-01');
    expect(await page.textContent('.command code')).toContain(`curl -G '${base}/proximity-check'`);
  });

  it('says it in the other language without asking again', async () => {
    const page = await openPage(linkTo({ ...here, kind: 'pharmacy', radiusM: '799.999' }), {
      locale: 'en-GB',
    });
    await page.waitForSelector('[data-verdict="clear"]');
    expect(await page.textContent('.verdict h2')).toBe('Clear');
    expect(await page.textContent('.verdict-measure')).toContain('800.000 m > 799.999 m');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.click('[data-language="zh"]');
    expect(await page.textContent('.verdict h2')).toBe('无冲突');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    expect(asked.filter((url) => url.includes('proximity-check'))).toEqual([]);
    expect(page.url()).toContain('lang=zh');
  });

  it('is for review, not clear, when the category has no type', async () => {
    const page = await openPage(linkTo({ ...here, category: '不在表中的类别' }));
    await page.waitForSelector('[data-verdict="review"]');
    expect(await page.locator('.finding-row').count()).toBe(0);
    expect(await page.textContent('#answer')).not.toContain('限值内没有');
  });

  it('shows which input is wrong and why', async () => {
    const page = await openPage(linkTo({ ...here, type: '37', radiusM: '-5' }));
    const problem = await page.waitForSelector('.problem');
    const text = await problem.textContent();
    expect(text).toContain('radiusM');
    expect(text).toContain('-5');
    await page.fill('#input-radiusM', '500');
    await page.click('button.primary');
    await page.waitForSelector('[data-verdict="conflict"]');
    expect(await page.locator('.problem').count()).toBe(0);
  });

  it('drops the answer of a question that a newer one has replaced', async () => {
    const page = await openPage('/map');
    let calls = 0;
    await page.route('**/proximity-check?**', async (route) => {
      calls += 1;
      if (calls === 1) await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue().catch(() => undefined);
    });
    await page.fill('#input-lon', String(SITE[0]));
    await page.fill('#input-lat', String(SITE[1]));
    await page.click('button.primary');
    await page.fill('#input-radiusM', '300');
    await page.click('button.primary');
    await page.waitForSelector('[data-verdict="clear"]');
    await page.waitForTimeout(2000);
    expect(calls).toBe(2);
    expect(await verdictOf(page)).toBe('clear');
    expect(page.url()).toContain('radiusM=300');
  });

  it('goes back to the former question with the browser', async () => {
    const page = await openPage(linkTo({ ...here, type: '37', radiusM: '800' }));
    await page.waitForSelector('[data-verdict="conflict"]');
    await page.fill('#input-radiusM', '300');
    await page.click('button.primary');
    await page.waitForSelector('[data-verdict="clear"]');
    await page.goBack();
    await page.waitForSelector('[data-verdict="conflict"]');
    expect(await page.inputValue('#input-radiusM')).toBe('800');
  });

  it('places the site from the keyboard', async () => {
    const page = await openPage(linkTo({ ...here, type: '37', map: '14/31/121.6' }));
    await page.waitForSelector('[data-verdict]');
    const asked = page.waitForRequest((request) => request.url().includes('/proximity-check?'));
    await page.focus('#map canvas');
    await page.keyboard.press('Enter');
    expect(Number(new URL((await asked).url()).searchParams.get('lat'))).toBeCloseTo(31, 2);
  });

  it('returns to WGS 84 when the map is clicked while another system was typed', async () => {
    const page = await openPage(linkTo({ ...here, type: '37', crs: 'BD09' }));
    await page.waitForSelector('[data-verdict]');
    await page.waitForTimeout(1500);
    const asked = page.waitForRequest((request) => request.url().includes('/proximity-check?'));
    await page.click('#map canvas', { position: { x: 425, y: 300 } });
    expect(new URL((await asked).url()).searchParams.get('crs')).toBeNull();
    await page.waitForSelector('.notice');
  });

  it('offers every question of the API, each with its own form', async () => {
    const page = await openPage('/map');
    // An analysis whose inputs fit into a query has a form; of the others the one whose lists may be left out.
    const expected = [...ANALYSES.filter(hasOnlyScalarInputs).map(({ id }) => id), 'site-suggestions'];
    expect(expected.length).toBeGreaterThan(5);
    const offered = await page
      .locator('#question option')
      .evaluateAll((options) => options.map((option) => (option as unknown as { value: string }).value));
    expect(offered.sort()).toEqual(expected.sort());
    for (const id of offered) {
      await page.selectOption('#question', id);
      await page.waitForSelector('#fields input, #fields select');
    }
  });

  it('shows the inputs of a walk only when distance is walked, and asks with its limit', async () => {
    const page = await openPage(linkTo({ ...here, type: '37', radiusM: '800', lang: 'en' }));
    await page.waitForSelector('[data-verdict]');
    expect(await page.locator('#input-maxWalkM').count()).toBe(0);
    await page.selectOption('#input-metric', 'walk');
    expect(await page.locator('#input-radiusM').count()).toBe(0);
    expect(await page.inputValue('#input-maxWalkM')).toBe('800');
    await page.fill('#input-minutes', '12');
    expect(await page.inputValue('#input-maxWalkM')).toBe('');
    await page.click('button.primary');
    await page.waitForSelector('#error-speedKmh');
    await page.fill('#input-speedKmh', '4');
    const asked = page.waitForRequest((request) => request.url().includes('/proximity-check?'));
    await page.click('button.primary');
    const given = Object.fromEntries(new URL((await asked).url()).searchParams);
    expect(given).toMatchObject({ metric: 'walk', minutes: '12', speedKmh: '4' });
    expect(given).not.toHaveProperty('radiusM');
    await page.waitForSelector('.network-line');
  });

  it('shows a walk: its metres and minutes, the ways to the network, its version and its line in the legend', async () => {
    const walk = { metric: 'walk', maxWalkM: '900', type: '37', lang: 'zh' };
    const page = await openPage(linkTo({ ...here, ...walk }));
    await page.waitForSelector('[data-verdict="conflict"]');
    const { features } = (await (
      await fetch(
        `${base}/proximity-check?${new URLSearchParams({ ...here, metric: 'walk', maxWalkM: '900', type: '37' })}`,
      )
    ).json()) as { features: { properties: { role: string; walk_m?: number } }[] };
    const walkM = features.find(({ properties }) => properties.role === 'within')?.properties.walk_m ?? 0;
    expect(walkM).toBeGreaterThan(412);
    const row = await page.locator('.finding-row').first().textContent();
    expect(row).toContain(`${walkM.toFixed(1)} m`);
    expect(row).toContain('分钟');
    expect(row).toContain('到路网');
    expect(row).toContain('直线 412.4 m');
    expect(await page.textContent('.network-line')).toContain('grid-2026');
    expect(await page.textContent('#legend')).toContain('步行路线');
  });

  it('asks how far one walks by a click, and shows the reached streets with their limits', async () => {
    const page = await openPage('/map#map=14/31/121.6&lang=en');
    await page.waitForSelector('.maplibregl-ctrl-scale');
    await page.waitForTimeout(1500);
    await page.selectOption('#question', 'isochrone');
    const asked = page.waitForRequest((request) => request.url().includes('/isochrone?'));
    await page.click('#map canvas', { position: { x: 425, y: 400 } });
    expect(new URL((await asked).url()).searchParams.get('minutes')).toBe('5,10,15');
    await page.waitForSelector('.network-line');
    const legend = await page.locator('#legend li').allInnerTexts();
    expect(legend.slice(0, 3).map((text) => /^(5|10|15) min \(/.exec(text)?.[1])).toEqual(['5', '10', '15']);
    expect(legend.join()).toContain('verdicts come from network distance');
  });

  it('follows a long question, and dismisses it when it is cancelled', async () => {
    const page = await openPage('/map#lang=en');
    await page.route('**/jobs/*', async (route) => {
      if (route.request().method() !== 'GET') return route.continue();
      const job = { jobID: 'x', status: 'running', progress: 42, message: 'Walking', message_zh: '正在步行' };
      return route.fulfill({ contentType: 'application/json', body: JSON.stringify(job) });
    });
    await page.selectOption('#question', 'conflict-audit');
    await page.fill('#input-radiusM', '900');
    const submitted = page.waitForRequest((request) => request.url().endsWith('/conflict-audit'));
    await page.click('button.primary');
    const request = await submitted;
    expect((await request.allHeaders()).prefer).toBe('respond-async');
    expect(request.postDataJSON()).toMatchObject({ category: '中医诊所', radiusM: 900 });
    await page.waitForSelector('.running-bar[value="42"]');
    expect(await page.textContent('.running-text')).toContain('Walking 42 %');
    await page.click('[data-language="zh"]');
    expect(await page.textContent('.running-text')).toContain('正在步行');
    const dismissed = page.waitForRequest((request) => request.method() === 'DELETE');
    await page.click('.running .cancel');
    expect((await dismissed).url()).toContain('/jobs/');
    expect(await page.textContent('.notice')).toContain('已取消');
    expect(await page.isVisible('#running')).toBe(false);
  });

  it('fetches the answer of a job when it is done, with a link that asks again', async () => {
    const link = { ask: 'conflict-audit', type: '37', radiusM: '1300', asOf: here.asOf, lang: 'en' };
    const page = await openPage(`/map/#${new URLSearchParams(link)}`);
    await page.waitForSelector('.finding-row', { timeout: 20_000 });
    expect(page.url()).toContain('ask=conflict-audit');
    expect(page.url()).toContain('radiusM=1300');
    expect(await page.textContent('#legend')).toContain('Conflict (1)');
    expect(await page.textContent('.command code')).toContain('curl -G');
  });

  it('draws the streets of the network as a layer, from a zoom on', async () => {
    const page = await openPage('/map#map=11/31/121.6&lang=en');
    await page.waitForSelector('.maplibregl-ctrl-scale');
    await page.click('#layers summary');
    await page.getByLabel('Streets on foot').check();
    await page.waitForFunction("document.querySelector('#map-notes').textContent.includes('zoom in')");
    const asked = page.waitForRequest((request) => request.url().includes('/walk-edges/items'));
    await page.goto(`${base}/map#map=15/31/121.6&lang=en`);
    await page.reload();
    await page.waitForSelector('#fields input');
    await page.click('#layers summary');
    await page.getByLabel('Streets on foot').check();
    const query = new URL((await asked).url()).searchParams;
    expect(query.get('is_active')).toBe('true');
    expect(query.get('bbox')?.split(',')).toHaveLength(4);
  });

  it('asks for an API key where one is needed, and sends it from then on', async () => {
    const page = await openPage('/map');
    const sent: (string | undefined)[] = [];
    await page.route('**/proximity-check?**', async (route) => {
      const { authorization, ...headers } = await route.request().allHeaders();
      sent.push(authorization);
      if (authorization) return route.continue({ headers });
      const problem = { title: 'A valid API key is needed', status: 401, code: 'unauthenticated' };
      return route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: JSON.stringify(problem),
      });
    });
    await page.fill('#input-lon', here.lon);
    await page.fill('#input-lat', here.lat);
    await page.click('button.primary');
    await page.fill('#api-key', 'a key');
    await page.click('.problem button');
    await page.waitForSelector('[data-verdict]');
    expect(sent).toEqual([undefined, 'Bearer a key']);
  });

  it('fits a phone, with the verdict in sight', async () => {
    const page = await openPage(linkTo({ ...here, type: '37' }), { viewport: { width: 390, height: 844 } });
    await page.waitForSelector('[data-verdict="conflict"]');
    const layout = await page.evaluate(
      "[document.documentElement.scrollWidth <= innerWidth, document.querySelector('.verdict').getBoundingClientRect().top < innerHeight].join(' ')",
    );
    expect(layout).toBe('true true');
  });

  it('still answers typed coordinates where no map can be drawn', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    pages.push({ page, faults: [] });
    await page.addInitScript('HTMLCanvasElement.prototype.getContext = () => null');
    await page.goto(`${base}${linkTo({ ...here, type: '37' })}`);
    await page.waitForSelector('[data-verdict="conflict"]');
    expect(await page.isVisible('#no-map')).toBe(true);
  });
});
