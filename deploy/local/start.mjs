import './require-node.mjs';

import('./bootstrap.mjs').then(async ({ install, main, runNode }) => {
  const { build } = await import('./build.mjs');
  await main(async () => {
    await install();
    await build();
    return runNode('dist/deploy/local/main.js', process.argv.slice(2), { flags: ['--enable-source-maps'] });
  });
});
