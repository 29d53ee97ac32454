// The questions that the service answers, read from its OpenAPI document: a new analysis appears here by itself.

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {'text' | 'number' | 'integer' | 'date' | 'choice' | 'flag' | 'rows'} kind
 * @property {boolean} required
 * @property {string | null} defaultValue
 * @property {string[]} choices
 * @property {number | null} minimum
 * @property {number | null} maximum
 * @property {number | null} longest most characters
 * @property {Column[]} [columns] kind `rows`: what one row holds, in order
 * @property {{ zh: string | null, en: string | null }} title
 * @property {{ zh: string | null, en: string | null }} description
 */

/** @typedef {{ name: string, isNumber: boolean, required: boolean }} Column */

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {{ zh: string | null, en: string | null }} title
 * @property {{ zh: string | null, en: string | null }} description
 * @property {Field[]} fields
 * @property {boolean} [isPostOnly] some input does not fit into an address
 */

/**
 * Every path of one segment that takes POST and answers GeoJSON, unless it needs an input that no form can hold.
 * @param {any} openapi @returns {Question[]}
 */
export function listQuestions(openapi) {
  return Object.entries(openapi?.paths ?? {}).flatMap(([path, item]) => {
    const id = /^\/([a-z][a-z0-9-]*)$/.exec(path)?.[1];
    const operation = item.get ?? item.post;
    if (!id || !item.post || !answersGeoJson(openapi, operation)) return [];
    const parameters = item.get ? queryParameters(openapi, item) : bodyMembers(openapi, item.post);
    const fields = parameters.map((parameter) => readField(openapi, parameter));
    if (parameters.length === 0 || fields.includes(null)) return [];
    return [
      {
        id,
        title: localized(operation, 'title', operation.summary),
        description: localized(operation, 'description', operation.description),
        fields: fields.filter((field) => field !== undefined),
        isPostOnly: !item.get,
      },
    ];
  });
}

function queryParameters(openapi, item) {
  return [...(item.parameters ?? []), ...(item.get.parameters ?? [])]
    .map((given) => resolve(openapi, given))
    .filter((parameter) => parameter.in === 'query');
}

/** The members of a JSON body, as if they were parameters. */
function bodyMembers(openapi, post) {
  const content = resolve(openapi, post.requestBody)?.content?.['application/json'];
  const { properties = {}, required = [] } = resolve(openapi, content?.schema) ?? {};
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    required: required.includes(name),
    schema,
  }));
}

function answersGeoJson(openapi, operation) {
  const answer = resolve(openapi, operation.responses?.['200'] ?? operation.responses?.default);
  return Object.keys(answer?.content ?? {}).some((type) => type.startsWith('application/geo+json'));
}

/** Null for a needed input that a form cannot hold, undefined for one that can be left out. */
function readField(openapi, parameter) {
  const schema = singleSchema(openapi, parameter.schema);
  const choices = (schema.enum ?? []).filter((value) => value !== null).map(String);
  const columns = schema.type === 'array' ? columnsOf(openapi, schema) : [];
  const isRequired = parameter.required === true;
  if (['array', 'object'].includes(schema.type) && (isRequired || columns.length === 0))
    return isRequired ? null : undefined;
  return {
    name: parameter.name,
    kind: columns.length > 0 ? 'rows' : kindOf(schema, choices),
    required: isRequired,
    defaultValue: schema.default === undefined || schema.default === null ? null : String(schema.default),
    choices,
    minimum: numberOrNull(schema.minimum ?? schema.exclusiveMinimum),
    maximum: numberOrNull(schema.maximum ?? schema.exclusiveMaximum),
    longest: numberOrNull(schema.maxLength),
    title: localized(parameter, 'title', schema.title),
    description: localized(parameter, 'description', parameter.description ?? schema.description),
    ...(columns.length > 0 ? { columns } : {}),
  };
}

/** The members of an array's objects, when each is a text or a number. */
function columnsOf(openapi, schema) {
  const { properties = {}, required = [] } = resolve(openapi, schema.items) ?? {};
  const columns = Object.entries(properties).map(([name, member]) => ({
    name,
    type: singleSchema(openapi, member).type,
    required: required.includes(name),
  }));
  if (!columns.every(({ type }) => ['string', 'number', 'integer'].includes(type))) return [];
  return columns.map(({ name, type, required: needed }) => ({
    name,
    isNumber: type !== 'string',
    required: needed,
  }));
}

/** An optional value may be declared as one of several schemas; the first that is not "null" describes the field. */
function singleSchema(openapi, given) {
  const schema = resolve(openapi, given) ?? {};
  const options = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (!options) return schema;
  const chosen =
    options.map((option) => resolve(openapi, option)).find((option) => option.type !== 'null') ?? {};
  return { ...chosen, ...schema };
}

function kindOf(schema, choices) {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== 'null') : schema.type;
  if (type === 'boolean') return 'flag';
  if (choices.length > 0) return 'choice';
  if (type === 'integer' || type === 'number') return type;
  return schema.format === 'date' ? 'date' : 'text';
}

/** Text in both languages where the document has it (`x-title`, `x-description` with zh and en), else as it stands. */
function localized(holder, name, plain) {
  const both = holder[`x-${name}`] ?? {};
  return { zh: both.zh ?? null, en: both.en ?? plain ?? null };
}

function resolve(openapi, given) {
  if (typeof given?.$ref !== 'string' || !given.$ref.startsWith('#/')) return given;
  const steps = given.$ref
    .slice(2)
    .split('/')
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  return steps.reduce((place, step) => place?.[step], openapi);
}

function numberOrNull(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
