// The questions that the service answers, read from its OpenAPI document: a new analysis appears here by itself.

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {'text' | 'number' | 'integer' | 'date' | 'choice' | 'flag'} kind
 * @property {boolean} required
 * @property {string | null} defaultValue
 * @property {string[]} choices
 * @property {number | null} minimum
 * @property {number | null} maximum
 * @property {number | null} longest most characters
 * @property {{ zh: string | null, en: string | null }} title
 * @property {{ zh: string | null, en: string | null }} description
 */

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {{ zh: string | null, en: string | null }} title
 * @property {{ zh: string | null, en: string | null }} description
 * @property {Field[]} fields
 */

/**
 * Every path of one segment that takes both GET and POST and answers GeoJSON.
 * @param {any} openapi @returns {Question[]}
 */
export function listQuestions(openapi) {
  return Object.entries(openapi?.paths ?? {}).flatMap(([path, item]) => {
    const id = /^\/([a-z][a-z0-9-]*)$/.exec(path)?.[1];
    if (!id || !item.get || !item.post || !answersGeoJson(openapi, item.get)) return [];
    const parameters = [...(item.parameters ?? []), ...(item.get.parameters ?? [])].map((given) =>
      resolve(openapi, given),
    );
    return [
      {
        id,
        title: localized(item.get, 'title', item.get.summary),
        description: localized(item.get, 'description', item.get.description),
        fields: parameters
          .filter((parameter) => parameter.in === 'query')
          .map((parameter) => readField(openapi, parameter)),
      },
    ];
  });
}

function answersGeoJson(openapi, operation) {
  const answer = resolve(openapi, operation.responses?.['200'] ?? operation.responses?.default);
  return Object.keys(answer?.content ?? {}).some((type) => type.startsWith('application/geo+json'));
}

function readField(openapi, parameter) {
  const schema = singleSchema(openapi, parameter.schema);
  const choices = (schema.enum ?? []).filter((value) => value !== null).map(String);
  return {
    name: parameter.name,
    kind: kindOf(schema, choices),
    required: parameter.required === true,
    defaultValue: schema.default === undefined || schema.default === null ? null : String(schema.default),
    choices,
    minimum: numberOrNull(schema.minimum ?? schema.exclusiveMinimum),
    maximum: numberOrNull(schema.maximum ?? schema.exclusiveMaximum),
    longest: numberOrNull(schema.maxLength),
    title: localized(parameter, 'title', schema.title),
    description: localized(parameter, 'description', parameter.description ?? schema.description),
  };
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
