import { settingsOf, TracingConfig } from '#libs/service-kit';
import { appNames, portVariable } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { PROMETHEUS_IMAGE, version } from './addresses.ts';

/** Of traces, all that is no secret. */
export const tracingChoices: readonly string[] = settingsOf(TracingConfig)
  .filter(({ secret }) => !secret)
  .map(({ variable }) => variable);

/** .env.example: all that docker-compose.yml lets be chosen, as it is unless somebody does. */
export const envExample =
  (): string => `# What docker-compose.yml lets you choose; copy this file to .env and change what you want changed.
# Made by \`npm run generate\`; a change by hand is refused.

# Images: of all services, and with identity and the sample in addition.
EINMAL_IMAGE=einmal:${version}
EINMAL_DEMO_IMAGE=einmal-demo:${version}
PROMETHEUS_IMAGE=${PROMETHEUS_IMAGE}

# How \`docker compose build\` makes them. Two builds of a commit hold the same files where both are told which it is:
#   export REVISION=$(git rev-parse HEAD) SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
REVISION=unknown
SOURCE_DATE_EPOCH=0
# A base of your own has glibc, libstdc++, a shell, find and chmod; the one to build on, unless it is the same, curl or apt.
BASE=debian:bookworm-slim
BUILD_BASE=debian:bookworm-slim
# Behind a proxy http_proxy, https_proxy and no_proxy of your environment are used. A house that looks into TLS gives the
# certificates (PEM) that alone are trusted then: export EXTRA_CA="$(cat house.pem)"
NPM_REGISTRY=https://registry.npmjs.org
EXTRA_CA=
# \`host\` where the engine's own network reaches no registry.
BUILD_NETWORK=default

# Ports on the loopback interface of this machine, which are part of the addresses in tokens.
${appNames.map((app) => `${portVariable(app)}=${apps[app].port}`).join('\n')}
POSTGRES_PORT=5432
KAFKA_PORT=9092
PROMETHEUS_PORT=9090

LOG_LEVEL=info
# A collector of traces as containers reach it, such as http://collector:4318, the share of requests that are traced, and
# what else of OpenTelemetry's is taken (docs/operate.md, Traces).
${tracingChoices.map((variable) => `${variable}=`).join('\n')}

# There are no secrets here. Compose's service \`secrets\` makes them once and gives each service files of its own. In an
# installation of your own, whatever keeps your secrets mounts files, and <SETTING>_FILE names them; docs/settings.md says
# which settings are secret. A private key as JWK (EdDSA with Ed25519; ES256 for CLIENT_JWK):
#   node -e "crypto.subtle.generateKey('Ed25519',true,['sign']).then(k=>crypto.subtle.exportKey('jwk',k.privateKey)).then(j=>console.log(JSON.stringify({...j,kid:'permit-1',alg:'EdDSA',use:'sig'})))"
# A key of 32 random bytes in base64url:
#   node -p "crypto.randomBytes(32).toString('base64url')"
`;
