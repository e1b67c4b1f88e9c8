# Shared by all scripts (sourced, not run): where we are, how we speak, what must be installed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/parlor/target}"
# PATH of a shell that has not read rustup's profile yet.
case ":$PATH:" in *":$HOME/.cargo/bin:"*) ;; *) PATH="$PATH:$HOME/.cargo/bin" ;; esac

say() { printf '%s\n' "$*"; }
die() { printf 'parlor: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
in_ci() { [ "${CI:-}" = true ] || [ "${CI:-}" = 1 ]; }

# at_least 1.95 1.96.2: whether the second version is the first or newer.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

need_rust() {
  have cargo || die "Rust is missing: install it from https://rustup.rs, then run this again"
  have cc || die "a C compiler is missing: install one (Debian: apt-get install build-essential), then run this again"
  local wanted found
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  # rustup reads rust-toolchain.toml here and fetches that version by itself.
  found=$(rustc --version | cut -d' ' -f2) || die "rustc does not start: install Rust from https://rustup.rs"
  at_least "$wanted" "$found" || die "Rust $found is too old, $wanted is needed: install it from https://rustup.rs"
  own_target
}

# Cargo tells checkouts that share its folder apart by the times of their files alone: what was built from another one, with
# other contents but later, would pass for ours.
own_target() {
  local mark="$CARGO_TARGET_DIR/.parlor-checkout" folder
  [ "$(cat "$mark" 2>/dev/null || true)" != "$root" ] || return 0
  for folder in crates web/dist; do
    if [ -d "$folder" ]; then find "$folder" -type f -exec touch -c {} +; fi
  done
  mkdir -p "$CARGO_TARGET_DIR"
  say "$root" >"$mark"
}

need_node() {
  have node || die "Node is missing: install version 20 or newer (https://nodejs.org), then run this again"
  have npm || die "npm is missing: install version 11 or newer, then run this again"
  local found
  found=$(node --version)
  at_least 20 "${found#v}" || die "Node $found is too old: install version 20 or newer (https://nodejs.org)"
  found=$(npm --version)
  at_least 11 "$found" || die "npm $found is too old, 11 is needed: npm install --global npm@11"
}
