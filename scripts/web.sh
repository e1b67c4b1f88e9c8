#!/usr/bin/env bash
# Installs the web packages when the lock changed and builds the pages when a source changed. Does nothing otherwise.
. "$(dirname "$0")/lib.sh"
need_node
cd web

# The marks lie in node_modules: `npm ci` and `make clean` remove them together with what they vouch for.
installed=node_modules/.parlor-installed
built=node_modules/.parlor-built

sum() { sha256sum | cut -d' ' -f1; }
lock=$({ node --version; cat package.json package-lock.json; } | sum)
if [ "$(cat "$installed" 2>/dev/null || true)" != "$lock" ]; then
  say "web: installing packages"
  npm ci --no-audit --no-fund --loglevel=error
  say "$lock" >"$installed"
fi

sources=$({
  say "$lock"
  find . \( -name node_modules -o -name dist -o -name e2e \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
} | sum)
if [ "$(cat "$built" 2>/dev/null || true)" != "$sources" ] || [ ! -d dist ]; then
  say "web: building the pages"
  # A page that is no longer built must not stay behind and be embedded.
  rm -rf dist
  npm run build --loglevel=error
  say "$sources" >"$built"
fi
