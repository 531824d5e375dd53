import './require-node.mjs';

const [task, ...args] = process.argv.slice(2);

// Loaded only now, and without await at the top: an old Node could not even read it.
void import('./tasks.mjs').then(({ runTask }) => runTask(task, args));
