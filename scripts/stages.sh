#!/usr/bin/env bash
# The stages of `make test`, one function each: `scripts/stages.sh lints` runs one alone.
. "$(dirname "$0")/lib.sh"

# Everything the workspace has, tests included: one selection, so that features are unified once and nothing builds twice.
all=(--locked --workspace --all-targets)

web_build() { scripts/web.sh; }

web_check() { cd web && npm run check --loglevel=error; }

web_test() { cd web && npm test --loglevel=error; }

# The typed client is generated from the committed OpenAPI document; a difference means somebody forgot to.
web_client() {
  cd web
  # Not local: the trap runs when the function has ended.
  made="${TMPDIR:-/tmp}/parlor-generated.$$.ts"
  trap 'rm -f "$made"' EXIT
  npx --no-install openapi-typescript ../crates/api/openapi.json --output "$made" >/dev/null
  cmp "$made" packages/api/src/generated.ts ||
    die "the typed client is older than crates/api/openapi.json: run \`npm run api:generate\` in web/"
}

format() { cargo fmt --all --check; }

lints() { cargo clippy "${all[@]}" -- -D warnings; }

build() { cargo build "${all[@]}"; }

# The one place that names a crate: it needs next to nothing, and `check` should not build everybody's tests for it.
tidy() { cargo test --locked -p tidy; }

tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run "${all[@]}" --no-fail-fast
  else
    cargo test "${all[@]}" --no-fail-fast
  fi
}

policy() { cargo deny --locked check --hide-inclusion-graph licenses bans sources; }

# A crowd, kill -9 under load, then the invariants: nothing acknowledged is missing, doubled or out of order.
crash() { "$CARGO_TARGET_DIR/debug/parlor-load" check --small --parlor "$CARGO_TARGET_DIR/debug/parlor"; }

browser() {
  export PARLOR_BIN="$CARGO_TARGET_DIR/debug/parlor"
  # Beside the build: the folder of a run is gone when somebody wants to look.
  export PARLOR_TEST_SHOTS="${PARLOR_TEST_SHOTS:-$CARGO_TARGET_DIR/stories-failed}"
  cd web && npm run e2e -w e2e --loglevel=error -- "$@"
}

"$@"
