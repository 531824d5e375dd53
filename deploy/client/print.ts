/** Prints what deploy/check/generated.mjs compares or writes for libs/client. */
import { apiDocuments } from '../openapi/documents.ts';
import { clientFiles } from './client-files.ts';
import type { Described } from './described.ts';

const files = JSON.stringify(clientFiles((await apiDocuments()) as Record<string, Described>));
// As deploy/openapi/print.ts: timers of clients that connect only when asked.
process.stdout.write(files, () => process.exit(0));
