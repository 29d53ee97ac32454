// Written in old syntax on purpose: it must run, and refuse, on a Node that cannot parse the rest.

/**
 * What to tell somebody whose Node is too old, or undefined when it will do.
 * @param {string} version as `process.versions.node`
 * @returns {string | undefined}
 */
export function refusalFor(version) {
  const parts = version.split('.').map(Number);
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) return undefined;
  return (
    'dingdian needs Node 20.19 or newer; this is ' +
    version +
    '.\nRemedy: install a current Node LTS (https://nodejs.org) and run the command again.'
  );
}

/** Ends the process with the refusal when this Node is too old. */
export function refuseOldNode() {
  const refusal = refusalFor(process.versions.node);
  if (refusal === undefined) return;
  console.error(refusal);
  process.exit(1);
}
