import { appNames } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { portVariable } from '../local/apps.ts';
import { version } from './addresses.ts';

/** .env.example: all that docker-compose.yml lets be chosen, as it is unless somebody does. */
export const envExample =
  (): string => `# What docker-compose.yml lets you choose; copy this file to .env and change what you want changed.
# Made by \`npm run generate\`; a change by hand is refused.

# Images: of all services, and with identity and the sample in addition.
EINMAL_IMAGE=einmal:${version}
EINMAL_DEMO_IMAGE=einmal-demo:${version}
PROMETHEUS_IMAGE=prom/prometheus:v3.5.0

# Ports on the loopback interface of this machine, which are part of the addresses in tokens.
${appNames.map((app) => `${portVariable(app)}=${apps[app].port}`).join('\n')}
POSTGRES_PORT=5432
PROMETHEUS_PORT=9090

LOG_LEVEL=info

# There are no secrets here. Compose's service \`secrets\` makes them once and gives each service files of its own. In an
# installation of your own, whatever keeps your secrets mounts files, and <SETTING>_FILE names them; docs/settings.md says
# which settings are secret. A private key as JWK (EdDSA with Ed25519; ES256 for CLIENT_JWK):
#   node -e "crypto.subtle.generateKey('Ed25519',true,['sign']).then(k=>crypto.subtle.exportKey('jwk',k.privateKey)).then(j=>console.log(JSON.stringify({...j,kid:'permit-1',alg:'EdDSA',use:'sig'})))"
# A key of 32 random bytes in base64url:
#   node -p "crypto.randomBytes(32).toString('base64url')"
`;
