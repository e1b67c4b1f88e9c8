#!/usr/bin/env bash
# The browser stories alone: all of them, or those whose name contains one of the words in ARGS.
. "$(dirname "$0")/lib.sh"
. scripts/provide.sh # where the browser is
need_rust
need_node
PARLOR_TEST_CHROMIUM=$(chromium_program)
export PARLOR_TEST_CHROMIUM
[ -n "$PARLOR_TEST_CHROMIUM" ] || die "Chromium is missing: install it (Debian: apt-get install chromium), then run this again"
scripts/web.sh
scripts/stages.sh build
scripts/stages.sh browser "$@"
