import { appSettings, type StackFacts } from './app-settings.ts';
import { runProgram } from './program.ts';

/** The gateway learns from events whose record is where, soon; who looks up right after the start must not be too early. */
export async function fillRouting(facts: StackFacts, say: (text: string) => void): Promise<void> {
  const { home } = facts;
  if (home.state().routingFilled === true) return;
  say('asking the registers whose records they keep');
  await runProgram(home, {
    name: 'fill-routing',
    script: 'apps/gateway/src/fill-routing.js',
    env: appSettings('gateway', facts),
  });
  home.remember({ routingFilled: true });
}
