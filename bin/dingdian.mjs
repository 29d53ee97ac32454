#!/usr/bin/env node
// Refuses an old Node before any file with newer syntax is parsed, then hands over to the built program.
import { existsSync } from 'node:fs';
import { refuseOldNode } from './check-node.mjs';

refuseOldNode();
const entry = new URL('../dist/api/cli.js', import.meta.url);
if (!existsSync(entry)) {
  console.error('dingdian is not built yet. Remedy: run `npm run build` once.');
  process.exit(1);
}
process.setSourceMapsEnabled(true);
const { runCli } = await import(entry.href);
await runCli(process.argv);
