#!/usr/bin/env bash
# The quick half of `make test`: what can be said without running the product.
. "$(dirname "$0")/lib.sh"
need_rust
need_node
scripts/web.sh
for stage in web_check format lints tidy; do
  say "── $stage"
  scripts/stages.sh "$stage"
done
