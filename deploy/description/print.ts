/** Prints what deploy/check/generated.mjs compares or writes. */
import { generatedFiles } from './generated.ts';

const files = JSON.stringify(await generatedFiles());
process.stdout.write(files, () => process.exit(0));
