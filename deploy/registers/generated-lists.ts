import type { RegisterDeclaration } from '#libs/contracts';

const intro =
  'Made by `npm run generate` from the register.json of each register; a change by hand is refused.';

/** What cannot be read at run time, because types come from it, by path. */
export function generatedLists(
  declarations: readonly RegisterDeclaration[],
): Readonly<Record<string, string>> {
  const names = declarations.map(({ name }) => name);
  const byName = Object.fromEntries(declarations.map((each) => [each.name, each]));
  return {
    'libs/contracts/src/registers.generated.ts': `/** ${intro} */
export const registers = ${JSON.stringify(byName)} as const;
`,
    'deploy/description/registers.generated.ts': `${names
      .toSorted()
      .map((name) => `import { ${name} } from '../../apps/${name}/deploy.ts';`)
      .join('\n')}

/** ${intro} */
export const registerDescriptions = { ${names.join(', ')} };
`,
  };
}
