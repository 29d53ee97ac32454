import { Router } from 'express';
import { ERROR_TABLE, INTERNAL_ERROR, NotFoundError } from '../errors.ts';
import { ERROR_EXPLANATIONS, type ErrorExplanation } from './error-explanations.ts';
import { escapeHtml, plainPage } from './plain-page.ts';
import { wantsPage } from './wants-page.ts';

/** A code with its status and explanation. */
export interface ErrorEntry extends ErrorExplanation {
  readonly code: string;
  readonly status: number;
}

/** Every error code of the program, by status and then by code. Throws when a code has no explanation. */
export function listErrors(): ErrorEntry[] {
  return [...ERROR_TABLE, INTERNAL_ERROR]
    .map(({ code, status }) => {
      const explanation = ERROR_EXPLANATIONS[code];
      if (!explanation) throw new Error(`the error code ${code} has no explanation`);
      return { code, status, ...explanation };
    })
    .sort((a, b) => a.status - b.status || a.code.localeCompare(b.code));
}

/** `GET /errors` and `GET /errors/<code>`: what the `type` of a problem leads to, as JSON or as a page. */
export function errorRoutes(): Router {
  const router = Router();
  const entries = listErrors();
  router.get('/errors', (req, res) => {
    res.set('Cache-Control', 'public, max-age=3600').vary('Accept');
    if (!wantsPage(req)) return void res.json({ errors: entries });
    res
      .type('html')
      .send(
        plainPage(
          '错误代码 · Error codes',
          `<h1>错误代码 · Error codes</h1>${entries.map(section).join('')}`,
        ),
      );
  });
  router.get('/errors/:code', (req, res) => {
    const entry = entries.find(({ code }) => code === req.params.code);
    if (!entry) throw new NotFoundError(`there is no error code ${req.params.code}`);
    res.set('Cache-Control', 'public, max-age=3600').vary('Accept');
    if (!wantsPage(req)) return void res.json(entry);
    res.type('html').send(plainPage(entry.code, section(entry)));
  });
  return router;
}

function section({ code, status, title, meaning, remedy }: ErrorEntry): string {
  const both = (text: { zh: string; en: string }) => `${escapeHtml(text.zh)}<br>${escapeHtml(text.en)}`;
  return `<h2><code>${code}</code> <span class="quiet">${status}</span></h2><p><strong>${both(title)}</strong></p>
<p>${both(meaning)}</p><p>→ ${both(remedy)}</p>`;
}
