// Preloaded (node --import) into every process that run.mjs and start.mjs start: when the parent is gone, even by
// kill -9, the IPC channel closes and this process ends too, politely first.
const patienceMs = 20_000;

// What this process forks with its own flags (jest's workers) minds this one in turn, and is told its work by the channel.
const isForked = import.meta.url.endsWith('#forked');
const flag = process.execArgv.findIndex((value) => value.endsWith('exit-with-parent.mjs'));
if (flag > 0) process.execArgv[flag] += '#forked';

if (process.channel) {
  if (!isForked) process.channel.unref();
  // A worker of jest ends by taking no more messages; the listener below would hold it by the channel.
  process.on('removeListener', (name) => {
    if (name === 'message' && process.listenerCount('message') === 0) process.channel?.unref();
  });
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), patienceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
}
