#!/usr/bin/env bash
# Measurements, each beside its limit in the same run. Built as the demo is: optimised.
. "$(dirname "$0")/lib.sh"
need_rust
need_node
scripts/web.sh
cargo build --locked --workspace --bins --profile demo
read -ra args <<<"${ARGS:-}"
# Against a server of its own, unless the arguments name a running one.
case " ${ARGS:-} " in *" --url"*) ;; *) args=(--parlor "$CARGO_TARGET_DIR/demo/parlor" "${args[@]}") ;; esac
exec "$CARGO_TARGET_DIR/demo/parlor-load" bench "${args[@]}"
