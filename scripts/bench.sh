#!/usr/bin/env bash
# Measurements, each beside its limit in the same run. Built as the demo is: optimised. ARGS go to `parlor-load bench`;
# `ARGS="--part pages"` measures that part alone, `ARGS="--url http://…"` a server that runs already.
. "$(dirname "$0")/lib.sh"
need_rust
need_node
scripts/web.sh
read -ra args <<<"${ARGS:-}"
demo="$CARGO_TARGET_DIR/demo"
cargo build --locked --workspace --bins --profile demo
# Against a server of its own, unless the arguments name a running one.
case " ${ARGS:-} " in
  *" --url"*) ;;
  *)
    # By itself, so that what only measurements need does not come into the program that is measured.
    cargo build --locked --workspace --example pages --profile demo
    args=(--parlor "$demo/parlor" --pages "$demo/examples/pages" --budgets web/scripts/budgets.mjs "${args[@]}")
    ;;
esac
# Past the doors: the store alone.
case " ${ARGS:-} " in
  *" --part"* | *" --url"*) ;;
  *) cargo bench --locked --workspace --profile demo --bench receive ;;
esac
exec "$demo/parlor-load" bench "${args[@]}"
