// Preloaded (node --import) into every process that run.mjs and start.mjs start: when the parent is gone, even by
// kill -9, the IPC channel closes and this process ends too, politely first.
const patienceMs = 20_000;

// A worker that this process forks with its own flags (jest does) has another parent to mind, and needs its channel.
const flag = process.execArgv.findIndex((value) => value.endsWith('exit-with-parent.mjs'));
if (flag > 0) process.execArgv.splice(flag - 1, 2);

if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), patienceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
}
