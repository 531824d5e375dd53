import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LocalHome } from '../local-home.ts';
import type { TlsFiles } from './tls-files.ts';

/** Says of an access token whose it is. */
const clientOf = `try { JSON.parse(Buffer.from(process.argv[1].split(".")[1], "base64url")).client_id } catch { "" }`;

/**
 * A shell that sources this file has a `curl` which shows the certificate that the token in the request is bound to
 * (RFC 8705): the commands of README then work as they stand, with https.
 */
export function writeCurlFunction(home: LocalHome, { caFile, ofClient }: TlsFiles): void {
  const clients = dirname(ofClient('any').certFile);
  const text = `curl() {
  holder=
  for word in "$@"; do
    case $word in *[Bb]earer\\ *) holder=$(node -p '${clientOf}' "\${word##*[Bb]earer }")
        [ -n "$holder" ] || echo 'curl: the Authorization header holds no access token' >&2 ;; esac
  done
  if [ -n "$holder" ]; then
    command curl --cacert '${caFile}' --cert "${clients}/$holder.crt" --key "${clients}/$holder.key" "$@"
  else
    command curl --cacert '${caFile}' "$@"
  fi
}
`;
  writeFileSync(home.path('tls', 'curl.sh'), text);
}
