import { problemKinds } from '#libs/service-kit';
import type { Described } from './described.ts';
import { routesFile } from './route-types.ts';
import { declarationsOf } from './schema-types.ts';

const folder = 'libs/client/src/generated';
const intro = (source: string): string =>
  `/** Made by \`npm run generate\` from ${source}; a change by hand is refused. */\n`;

const capitalised = (app: string): string => `${app.charAt(0).toUpperCase()}${app.slice(1)}`;

/** OAuth speaks for itself: nothing of the issuer's routes is called by hand. */
const hasRoutes = ([app]: readonly [string, Described]): boolean => app !== 'identity';

/** What the client knows of the services, by path. */
export function clientFiles(
  documents: Readonly<Record<string, Described>>,
): Readonly<Record<string, string>> {
  const services = Object.entries(documents)
    .filter(hasRoutes)
    .toSorted(([a], [b]) => a.localeCompare(b));
  const files = services.map(([app, document]): [string, string] => [
    `${folder}/${app}.generated.ts`,
    `${intro(`the API description of ${app}`)}import type { ServiceRoutes } from '../routes.ts';

${declarationsOf(document.components.schemas)}

${routesFile(app, document)}
`,
  ]);
  const index = services.map(
    ([app]) => `export { ${app} } from './${app}.generated.ts';
export type * as ${capitalised(app)} from './${app}.generated.ts';`,
  );
  return {
    ...Object.fromEntries(files),
    [`${folder}/services.generated.ts`]: `${intro('the API descriptions')}${index.join('\n')}\n`,
    [`${folder}/problems.generated.ts`]: `${intro('the codes of libs/contracts and of the registers')}
export const problemKinds = ${JSON.stringify(problemKinds)} as const;

/** Every reason for which a service refuses. Codes are never renamed and never reused; new ones come. */
export type ProblemCode = keyof typeof problemKinds;
`,
  };
}
