/** One line of `git status --porcelain`. */
export interface DiffEntry {
  readonly state: string;
  readonly path: string;
}

/** What `npm run generate` writes, and nobody by hand. */
const regenerated = [
  /\.generated\.ts$/,
  /^nest-cli\.json$/,
  /^docker-compose\.yml$/,
  /^\.env\.example$/,
  /^deploy\/prometheus\/prometheus\.yml$/,
  /^deploy\/helm\/einmal\/apps\.yaml$/,
  /^docs\/(settings\.md|events\.md|asyncapi\.json)$/,
];
/** What generating adds for a register more: schemas of its events, and what the client knows of it. */
const newFile = /^docs\/schemas\/[\w.-]+\/v\d+\.json$|^libs\/client\/src\/generated\/[\w-]+\.generated\.ts$/;

/** What a register more would change that it must not. @param dropped what came with it */
export function diffFaults(entries: readonly DiffEntry[], dropped: readonly string[]): readonly string[] {
  const added = entries.filter(({ state }) => state === '??').map(({ path }) => path);
  return [
    ...entries
      .filter(({ state, path }) => state !== '??' && !regenerated.some((form) => form.test(path)))
      .map(({ path }) => `${path} was changed, and is not made by npm run generate.`),
    ...added
      .filter((path) => !dropped.includes(path) && !newFile.test(path))
      .map((path) => `${path} was added, and did not come with the register.`),
    ...dropped
      .filter((path) => !added.includes(path))
      .map((path) => `${path} was there before, so dropping it in changes it.`),
  ];
}
