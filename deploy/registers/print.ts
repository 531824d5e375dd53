/** Prints what deploy/check/registers.mjs compares or writes; runs from source with `--conditions=source`. */
import { fileURLToPath } from 'node:url';
import { DeclarationUnusable } from './declaration.rules.ts';
import { readDeclarations } from './declarations.ts';
import { generatedLists } from './generated-lists.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
try {
  process.stdout.write(JSON.stringify(generatedLists(readDeclarations(root))));
} catch (error) {
  if (!(error instanceof DeclarationUnusable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
