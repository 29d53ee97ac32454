import { type Html, html } from '../../http/html-page.ts';
import type { OpenApiDocument } from '../openapi.ts';
import type { OpenApiPart } from '../openapi-parts.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: {
    readonly type?: string;
    readonly enum?: readonly unknown[];
    readonly default?: unknown;
  };
}

interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly 'x-title'?: { readonly zh: string };
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: OpenApiPart;
  readonly responses?: Readonly<Record<string, OpenApiPart>>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The OpenAPI document as a page to read: every path with its parameters and answers; no script, nothing from elsewhere. */
export function apiContent(document: OpenApiDocument, base: string): Html {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method] as Operation | undefined;
      const tag = operation?.tags?.[0] ?? 'service';
      return operation ? [{ tag, text: operationHtml(document, base, path, method, operation) }] : [];
    }),
  );
  const tags = document.tags as readonly { readonly name: string; readonly description: string }[];
  const sections = tags.map(({ name, description }) => {
    const own = operations.filter(({ tag }) => tag === name).map(({ text }) => text);
    return own.length === 0 ? html`` : html`<h2>${description}</h2>${own}`;
  });
  const known = tags.map(({ name }) => name);
  const others = operations.filter(({ tag }) => !known.includes(tag)).map(({ text }) => text);
  return html`<p><a href="${base}/api?f=json">OpenAPI 3.0 (JSON)</a></p>${sections}${others}`;
}

function operationHtml(
  document: OpenApiDocument,
  base: string,
  path: string,
  method: string,
  operation: Operation,
): Html {
  const parameters = (operation.parameters ?? []).map((given) => resolve(document, given));
  const rows = parameters.map(
    (
      parameter,
    ) => html`<tr><td><code>${parameter.name}</code>${parameter.required ? ' *' : ''}</td><td>${parameter.in}</td>
<td>${parameter.schema?.type}</td><td>${parameter.description}</td><td>${valuesOf(parameter)}</td></tr>`,
  );
  const table = html`<div class="wide"><table><thead><tr><th>参数 Parameter</th><th>位置 In</th><th>类型 Type</th><th>说明 Meaning</th><th>取值 Values</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  const body = operation.requestBody
    ? html`<p>请求体 Body</p><pre>${JSON.stringify(operation.requestBody, null, 1)}</pre>`
    : undefined;
  const address =
    method === 'get' && !path.includes('{') ? html`<a href="${base}${path}">${path}</a>` : html`${path}`;
  return html`<details><summary><b>${method.toUpperCase()}</b> ${address}
<span class="quiet">${operation['x-title']?.zh} ${operation.summary}</span></summary>
<p>${operation.description}</p>${rows.length > 0 ? table : undefined}${body}
<p class="quiet">答复 Answers: ${Object.keys(operation.responses ?? {}).join(', ')}</p></details>
`;
}

function resolve(document: OpenApiDocument, given: Parameter | { readonly $ref: string }): Parameter {
  if (!('$ref' in given)) return given;
  const name = given.$ref.split('/').at(-1) ?? '';
  const components = document.components as { parameters: Record<string, Parameter> };
  const found = components.parameters[name];
  if (!found) throw new Error(`the OpenAPI document has no parameter ${given.$ref}`);
  return found;
}

function valuesOf({ schema }: Parameter): string {
  const values = schema?.enum?.join(', ') ?? '';
  return schema?.default === undefined ? values : `${values} (default ${String(schema.default)})`;
}
