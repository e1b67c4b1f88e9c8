#!/usr/bin/env bash
# Removes what was built. The cargo folder is shared by all checkouts of this user: say so before it goes.
. "$(dirname "$0")/lib.sh"
rm -rf web/dist web/node_modules web/apps/*/node_modules web/packages/*/node_modules
if [ -d "$CARGO_TARGET_DIR" ]; then
  say "removing $CARGO_TARGET_DIR ($(du -sh "$CARGO_TARGET_DIR" | cut -f1))"
  rm -rf "$CARGO_TARGET_DIR"
fi
