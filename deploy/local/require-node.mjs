// Imported first and written for any Node, so that an old one says what is wrong instead of a syntax error.
var oldest = 20;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(
    'Einmal needs Node ' +
      oldest +
      ' or newer, and this is Node ' +
      process.versions.node +
      ': install a newer one from https://nodejs.org, then start again.',
  );
  process.exit(1);
}
