import './require-node.mjs';

// Loaded only now, and without await at the top: an old Node could not even read it.
void import('./tasks.mjs').then(({ runTask }) => runTask('start', process.argv.slice(2)));
