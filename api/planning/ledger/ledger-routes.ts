import { type Request, Router } from 'express';
import { z } from 'zod';
import { todayInShanghai } from '../../dates.ts';
import { NotFoundError } from '../../errors.ts';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { requireRole } from '../../http/authenticate.ts';
import { baseUrl } from '../../http/base-url.ts';
import { page } from '../../http/html-page.ts';
import { jsonBodyOf } from '../../http/json-body.ts';
import { parseInput } from '../../http/parse-input.ts';
import { wantsPage } from '../../http/wants-page.ts';
import { getArea } from '../dated-data/area-references.ts';
import { plansOf } from '../plans-of.ts';
import { trailOf } from '../trail-of-routes.ts';
import { bulletinContent, bulletinListContent, bulletinTitle } from './bulletin-page.ts';
import { bulletinCursor, getBulletin, listBulletins, publishBulletin } from './bulletins.ts';
import { decideUsage } from './decide-usage.ts';
import { findInstitution } from './find-institution.ts';
import {
  bulletinInput,
  bulletinsQuery,
  eventInput,
  isByHand,
  lotInput,
  lotQuery,
  lotsQuery,
  pageQuery,
  poolsQuery,
  reversalInput,
  transferInput,
  usageInput,
} from './ledger-inputs.ts';
import { knownPlan } from './ledger-of-plan.ts';
import { cursorOf, getLot, listEntries, listLots } from './lots.ts';
import { describePools } from './pools-document.ts';
import { releaseByEvent } from './release-by-event.ts';
import { releaseByHand } from './release-by-hand.ts';
import { reverseEntry } from './reverse-entry.ts';
import { transferQuantity } from './transfer-quantity.ts';

/** The release ledger: lots, pools, transfers, reversals, bulletins. Writes need role editor. */
export function ledgerRoutes(deps: AppDependencies): Router {
  const router = Router();
  addLotRoutes(router, deps);
  addMovementRoutes(router, deps);
  addBulletinRoutes(router, deps);
  return router;
}

const isEditor = requireRole('editor');

function addLotRoutes(router: Router, { database, config }: AppDependencies): void {
  const plans = plansOf(config);
  router.get('/release-lots', async (req, res) => {
    const { institution, valid, limit, plan, ...filter } = parseInput(lotsQuery, req.query);
    if (plan !== undefined) knownPlan(plans, plan);
    const asOf = filter.asOf ?? todayInShanghai();
    if (filter.areaCode !== undefined)
      await getArea(database, { code: filter.areaCode, level: filter.areaLevel, on: asOf });
    const institutionId =
      institution === undefined ? undefined : (await findInstitution(database, institution)).institutionId;
    const lots = await listLots(database, {
      ...filter,
      plan,
      asOf,
      institutionId,
      onlyValid: valid === 'true',
      limit: limit + 1,
    });
    const last = lots[limit - 1];
    const next = lots.length > limit && last ? nextUrl(req, config, cursorOf(last)) : {};
    res.json({ asOf, items: lots.slice(0, limit), ...next });
  });
  router.get('/release-lots/:id', async (req, res) => {
    const { asOf = todayInShanghai() } = parseInput(lotQuery, req.query);
    const lot = await getLot(database, req.params.id, asOf);
    res.json({ asOf, ...lot, entries: await listEntries(database, lot.lotId) });
  });
  router.post('/release-lots', isEditor, async (req, res) => {
    const body = jsonBodyOf(req);
    if (isByHand(body)) {
      const input = parseInput(lotInput, body);
      const { lot, isCreated } = await releaseByHand(database, plans, input, trailOf(res));
      res
        .status(isCreated ? 201 : 200)
        .location(`/release-lots/${lot.lotId}`)
        .json(lot);
      return;
    }
    const answer = await releaseByEvent(database, plans, parseInput(eventInput, body), trailOf(res));
    res.status(answer.created > 0 ? 201 : 200).json(answer);
  });
  router.post('/release-lots/:id/usage', isEditor, async (req, res) => {
    const { usage, document } = parseInput(usageInput, jsonBodyOf(req));
    const given = { usage, document, asOf: todayInShanghai() };
    res.json(await decideUsage(database, String(req.params.id), given, trailOf(res)));
  });
  router.get('/release-pools', async (req, res) => {
    const { plan, asOf = todayInShanghai(), ...filter } = parseInput(poolsQuery, req.query);
    res.json(await describePools(database, knownPlan(plans, plan), { ...filter, asOf }));
  });
}

function addMovementRoutes(router: Router, { database, config }: AppDependencies): void {
  const plans = plansOf(config);
  router.post('/release-transfers', isEditor, async (req, res) => {
    const input = parseInput(transferInput, jsonBodyOf(req));
    const answer = await transferQuantity(database, plans, input, trailOf(res));
    res.status(answer.created ? 201 : 200).json(answer);
  });
  router.post('/ledger-entries/:id/reversal', isEditor, async (req, res) => {
    const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).safeParse(req.params.id);
    if (!id.success)
      throw new NotFoundError(`there is no ledger entry ${String(req.params.id).slice(0, 100)}`);
    const input = parseInput(reversalInput, jsonBodyOf(req));
    const answer = await reverseEntry(database, id.data, input, trailOf(res));
    res.status(answer.created ? 201 : 200).json(answer);
  });
}

function addBulletinRoutes(router: Router, { database, config }: AppDependencies): void {
  const plans = plansOf(config);
  const frameOf = (req: Request, title: { zh: string; en: string }) => {
    const base = baseUrl(req, config);
    const trail = [{ title: 'release-bulletins', href: `${base}/release-bulletins?f=html` }];
    return { title, base, trail, links: [] };
  };
  router.get('/release-bulletins', async (req, res) => {
    const { limit, f: _format, ...filter } = parseInput(bulletinsQuery.extend(pageQuery.shape), req.query);
    const found = await listBulletins(database, { ...filter, limit: limit + 1 });
    const items = found.slice(0, limit);
    res.vary('Accept');
    if (wantsPage(req)) {
      const title = { zh: '释放量公布', en: 'Release bulletins' };
      res.type('html').send(page(frameOf(req, title), bulletinListContent(items, baseUrl(req, config))));
      return;
    }
    const last = items.at(-1);
    const next = found.length > limit && last ? nextUrl(req, config, bulletinCursor(last)) : {};
    res.json({ items, ...next });
  });
  router.get('/release-bulletins/:id', async (req, res) => {
    parseInput(pageQuery, req.query);
    const bulletin = await getBulletin(database, req.params.id);
    res.vary('Accept');
    if (wantsPage(req))
      res.type('html').send(page(frameOf(req, bulletinTitle(bulletin)), bulletinContent(bulletin)));
    else res.json(bulletin);
  });
  router.post('/release-bulletins', isEditor, async (req, res) => {
    const input = parseInput(bulletinInput, jsonBodyOf(req));
    const { bulletin, isCreated } = await publishBulletin(database, plans, input, trailOf(res));
    res
      .status(isCreated ? 201 : 200)
      .location(`/release-bulletins/${bulletin.bulletinId}`)
      .json(bulletin);
  });
}

function nextUrl(req: Request, config: AppDependencies['config'], after: string): { next: string } {
  const query = new URLSearchParams(req.query as Record<string, string>);
  query.set('after', after);
  return { next: `${baseUrl(req, config)}${req.path}?${query.toString()}` };
}
