#!/usr/bin/env bash
# The browser stories alone.
. "$(dirname "$0")/lib.sh"
need_rust
need_node
scripts/web.sh
scripts/stages.sh build
scripts/stages.sh browser
