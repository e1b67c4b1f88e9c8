#!/usr/bin/env bash
# The demo from a quick build, and Vite in front of it: what you change in the console shows at once.
. "$(dirname "$0")/lib.sh"
need_rust
need_node
scripts/web.sh
cargo build --locked --workspace --bins
read -ra args <<<"${ARGS:-}"
"$CARGO_TARGET_DIR/debug/parlor" demo "${args[@]}" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
cd web
npm run dev -w @parlor/console
