#!/usr/bin/env bash
# Builds web pages and binary, then starts the demo shop. A first build takes minutes, later ones seconds.
. "$(dirname "$0")/lib.sh"
need_rust
need_node
scripts/web.sh
say "building parlor (the first time takes several minutes; cargo counts along)"
cargo build --locked --workspace --bin parlor --profile demo
read -ra args <<<"${ARGS:-}"
exec "$CARGO_TARGET_DIR/demo/parlor" demo "${args[@]}"
