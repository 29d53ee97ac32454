#!/usr/bin/env node
// Refuses an old Node before any file with newer syntax is parsed, then hands over to the built program.
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`dingdian needs Node 20.19 or newer; this is ${process.versions.node}.`);
  console.error('Remedy: install a current Node LTS (https://nodejs.org) and run the command again.');
  process.exit(1);
}
const entry = new URL('../dist/api/cli.js', import.meta.url);
if (!existsSync(entry)) {
  console.error('dingdian is not built yet. Remedy: run `npm run build` once.');
  process.exit(1);
}
process.setSourceMapsEnabled(true);
const { runCli } = await import(entry.href);
await runCli(process.argv);
