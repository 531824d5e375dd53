/** Prints what deploy/check/openapi.mjs judges. */
import { apiDocuments } from './documents.ts';

const documents = JSON.stringify(await apiDocuments());
// Clients that connect only when asked keep nothing alive, but their timers may.
process.stdout.write(documents, () => process.exit(0));
