import './require-node.mjs';

const [task = '', ...args] = process.argv.slice(2);

import('./tasks.mjs').then(({ runTask }) => runTask(task, args));
