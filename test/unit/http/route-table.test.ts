import express, { Router } from 'express';
import { describe, expect, test } from 'vitest';
import { methodsAt, routesAt } from '../../../api/http/route-table.ts';

const app = express();
app.use((_req, _res, next) => next());
app.get('/', (_req, res) => void res.end());
app
  .route('/check')
  .get((_req, res) => void res.end())
  .post((_req, res) => void res.end());
const items = Router();
items.get(['/items', '/things'], (_req, res) => void res.end());
items.delete('/items/:fid', (_req, res) => void res.end());
const outer = Router();
outer.use('/:layer', items);
app.use('/layers', outer);
app.use(Router().patch('/layers/:id/items/:fid', (_req, res) => void res.end()));
app.use('/static', express.static('docs'));

describe('routesAt', () => {
  test.each([
    ['/', ['/']],
    ['/check', ['/check']],
    ['/layers/a/items', ['/layers/:layer/items']],
    ['/layers/a/items/7', ['/layers/:layer/items/:fid', '/layers/:id/items/:fid']],
    ['/layers', []],
    ['/static/errors.md', []],
    ['/layers/%E4%B8/items', []],
  ])('%s leads to %j', (path, templates) => {
    expect(routesAt(app, path).map(({ template }) => template)).toEqual(templates);
  });
});

test('methodsAt joins the methods of all routes of a path; HEAD comes with GET', () => {
  expect(methodsAt(app, '/check')).toEqual(['GET', 'HEAD', 'POST']);
  expect(methodsAt(app, '/layers/a/items/7')).toEqual(['DELETE', 'PATCH']);
  expect(methodsAt(app, '/none')).toEqual([]);
});
