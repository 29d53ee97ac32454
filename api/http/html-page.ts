import type { Localized } from '../localized.ts';
import { escapeHtml } from './plain-page.ts';

/** A link of a page's head. */
export interface PageLink {
  readonly href: string;
  readonly rel: string;
  readonly type?: string;
  readonly title?: string;
}

const STYLE =
  'body{font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:0;color:#1c2733}' +
  'header{background:#12394f;color:#fff;padding:.7rem 1.5rem}header a{color:#fff}main{padding:1rem 1.5rem;max-width:90rem}' +
  'h1{font-size:1.35rem;margin:.4rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}a{color:#0a5c8a}' +
  'table{border-collapse:collapse;font-size:.9rem}td,th{border:1px solid #d5dde5;padding:.25rem .5rem;text-align:left;vertical-align:top}' +
  'th{background:#eef2f6;white-space:nowrap}.wide{overflow-x:auto}.quiet{color:#5b6b7b}code{background:#eef2f6;padding:.1rem .3rem}' +
  'pre{background:#eef2f6;padding:.6rem;overflow-x:auto}ul{padding-left:1.2rem}summary{cursor:pointer}' +
  '@media print{header{display:none}main{padding:0;max-width:none}a{color:inherit;text-decoration:none}tr,section{break-inside:avoid}}';

/** Marks text as HTML whose parts are escaped already. */
export interface Html {
  readonly html: string;
}

type Part = string | number | undefined | Html | readonly Html[];

/** A template whose inserted texts are escaped, except those that are Html themselves. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = (part: Part): string => {
    if (part === undefined) return '';
    if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
    return 'html' in part ? part.html : part.map((one) => one.html).join('');
  };
  return {
    html: strings.map((string, index) => string + (index < parts.length ? text(parts[index]) : '')).join(''),
  };
}

/** Chinese first, then English. */
export function both({ zh, en }: Localized): Html {
  return html`<span lang="zh">${zh}</span> <span lang="en" class="quiet">${en}</span>`;
}

export interface PageFrame {
  readonly title: Localized;
  readonly base: string;
  /** Way from the landing page to here. */
  readonly trail: readonly { readonly title: string; readonly href: string }[];
  readonly links: readonly PageLink[];
}

/** Everything before the content of a page. */
export function pageStart({ title, base, trail, links }: PageFrame): string {
  const head = links.map(
    (link) => html`<link rel="${link.rel}" href="${link.href}" type="${link.type ?? ''}">`,
  );
  const way = trail.map((step) => html` › <a href="${step.href}">${step.title}</a>`);
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title.zh} ${title.en} · 定点 Dingdian</title>${head}<style>${{ html: STYLE }}</style></head><body>
<header><a href="${base}/">定点 Dingdian</a>${way}</header><main>
<h1>${both(title)}</h1>
`.html;
}

export const PAGE_END = '</main></body></html>\n';

/** A whole page in one text. */
export function page(frame: PageFrame, content: Html): string {
  return pageStart(frame) + content.html + PAGE_END;
}

/** Links as a list of formats, for people. */
export function formatLinks(links: readonly PageLink[]): Html {
  const shown = links.filter((link) => link.rel === 'alternate');
  return html`<p class="quiet">其他格式 Other formats: ${shown.map((link) => html`<a href="${link.href}">${(link.title ?? link.href).replace('This document as ', '')}</a> `)}</p>`;
}
