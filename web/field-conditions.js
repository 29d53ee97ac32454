// Which inputs apply: an input may belong to one value of another, as its description says. What does not apply is neither
// shown nor sent.

/** What descriptions do not say in these words. @type {Record<string, Record<string, string[]>>} */
const BELONGS = {
  speedKmh: { metric: ['walk'] },
  decay: { method: ['e2sfca', '3sfca'] },
  bedCategory: { supply: ['beds_open', 'beds_licensed', 'beds_designated'] },
  // Which institutions are listed, where listing them is itself an input.
  ...Object.fromEntries(
    ['category', 'type', 'kind', 'typeScheme', 'service', 'limit'].map((name) => [
      name,
      { institutions: ['true'] },
    ]),
  ),
};
/** Of two ways to say the same only one may be given. */
const INSTEAD = [
  ['maxWalkM', 'minutes'],
  ['metres', 'minutes'],
];

/**
 * "metric=walk" in a description, where it limits the input: at the start before a colon, in brackets, or after "only with".
 * @param {import('./questions.js').Field} field @param {readonly import('./questions.js').Field[]} fields
 * @returns {Record<string, string[]>} for each controlling input the values with which this one applies
 */
export function conditionsOf(field, fields) {
  const text = field.description.en ?? '';
  const found = [
    ...text.matchAll(/^(\w+)=([\w-]+)(?: or ([\w-]+))?:/g),
    ...text.matchAll(/\((\w+)=([\w-]+)(?:, [^)]*)?\)/g),
    ...text.matchAll(/only with (\w+)=([\w-]+)/g),
  ];
  const conditions = { ...BELONGS[field.name] };
  for (const [, name, ...values] of found) conditions[name] ??= values.filter(Boolean);
  const known = Object.entries(conditions).filter(([name, values]) => {
    const control = fields.find((one) => one.name === name && one !== field);
    return control && values.every((value) => choicesOf(control).includes(value));
  });
  return Object.fromEntries(known);
}

/**
 * Whether an input applies with these values, the inputs that control it included.
 * @param {import('./questions.js').Field} field @param {readonly import('./questions.js').Field[]} fields @param {Record<string, string>} values
 */
export function applies(field, fields, values) {
  return Object.entries(conditionsOf(field, fields)).every(([name, wanted]) => {
    const control = fields.find((one) => one.name === name);
    return wanted.includes(values[name] ?? '') && (!control || applies(control, fields, values));
  });
}

/** The inputs whose value decides whether others are shown. @param {readonly import('./questions.js').Field[]} fields */
export function controlsOf(fields) {
  return new Set(fields.flatMap((field) => Object.keys(conditionsOf(field, fields))));
}

/**
 * Whether an applying input must be filled in: always, unless another input has a value ("needed unless model=lscp"), or
 * because one that needs it is filled in ("needs speedKmh.").
 * @param {import('./questions.js').Field} field @param {readonly import('./questions.js').Field[]} fields @param {Record<string, string>} values
 */
export function isNeeded(field, fields, values) {
  if (field.required) return true;
  const [, name, value] = /needed unless (\w+)=([\w-]+)/.exec(field.description.en ?? '') ?? [];
  if (name && fields.some((one) => one.name === name)) return values[name] !== value;
  return fields.some(
    (one) =>
      isFilled(values[one.name]) &&
      applies(one, fields, values) &&
      new RegExp(`needs ${field.name}\\.`).test(one.description.en ?? ''),
  );
}

/** The inputs that give way when this one is filled in. @param {string} name @param {readonly import('./questions.js').Field[]} fields */
export function replacedBy(name, fields) {
  const others = INSTEAD.filter((pair) => pair.includes(name)).flat();
  return fields.map((field) => field.name).filter((other) => other !== name && others.includes(other));
}

const choicesOf = ({ kind, choices }) => (kind === 'flag' ? ['true', 'false'] : choices);
const isFilled = (value) => String(value ?? '').trim() !== '';
