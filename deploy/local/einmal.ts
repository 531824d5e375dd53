/** `npm run einmal`: the operators' command line, whose operators log in at the local stack. */
import { runCommandLine } from '../../apps/operator/src/cli/program.ts';
import { operatorLogIn } from './operator-login.ts';
import { toolFetch } from './tls/tool-fetch.ts';

const home = process.env['EINMAL_HOME'] || '.local';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  home,
  logIn: operatorLogIn(home),
  fetch: toolFetch,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  live: process.stderr.isTTY,
  width: process.stderr.columns || 100,
});
