import { type AssuranceLevel, assuranceLevels } from '#libs/contracts';
import type { AuthenticatorConfig, Execution, Flow } from './representation.ts';

/** From a login to the next: a working day, as at apps/identity. */
export const SESSION_S = 8 * 3_600;

/** What a level asks for beyond the levels below it. A broker asks an eID instead (docs/identity.md). */
const factors: Readonly<Record<AssuranceLevel, string>> = {
  low: 'auth-username-form',
  substantial: 'auth-password-form',
  high: 'auth-otp-form',
};

export const browserFlow = 'einmal browser';
const forms = 'einmal levels';
const levelFlow = (level: AssuranceLevel): string => `einmal level ${level}`;
const condition = (level: AssuranceLevel): string => `einmal reached ${level}`;

const flow = (alias: string, topLevel: boolean, authenticationExecutions: readonly Execution[]): Flow => ({
  alias,
  providerId: 'basic-flow',
  topLevel,
  builtIn: false,
  authenticationExecutions,
});

const subFlow = (
  flowAlias: string,
  requirement: 'ALTERNATIVE' | 'CONDITIONAL',
  priority: number,
): Execution => ({
  authenticatorFlow: true,
  flowAlias,
  requirement,
  priority,
});

/** `acr.loa.map`: our levels in their order. */
export const levelNumbers: string = JSON.stringify(
  Object.fromEntries(assuranceLevels.map((level, index) => [level, `${index + 1}`])),
);

/** Each level on top of the one below; who has logged in before is asked for what is missing. */
export const flows: readonly Flow[] = [
  flow(browserFlow, true, [
    { authenticator: 'auth-cookie', requirement: 'ALTERNATIVE', priority: 10 },
    subFlow(forms, 'ALTERNATIVE', 20),
  ]),
  flow(
    forms,
    false,
    assuranceLevels.map((level, index) => subFlow(levelFlow(level), 'CONDITIONAL', index)),
  ),
  ...assuranceLevels.map((level) =>
    flow(levelFlow(level), false, [
      {
        authenticator: 'conditional-level-of-authentication',
        authenticatorConfig: condition(level),
        requirement: 'REQUIRED',
        priority: 10,
      },
      { authenticator: factors[level], requirement: 'REQUIRED', priority: 20 },
    ]),
  ),
];

export const flowSettings: readonly AuthenticatorConfig[] = assuranceLevels.map((level, index) => ({
  alias: condition(level),
  config: { 'loa-condition-level': `${index + 1}`, 'loa-max-age': `${SESSION_S}` },
}));
