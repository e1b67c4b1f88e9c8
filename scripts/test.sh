#!/usr/bin/env bash
# Everything that must hold, in one command. Own folders, own database, free ports; nothing stays running or behind.
# A stage that fails does not stop the others, except those that need what it makes. Never builds a release.
. "$(dirname "$0")/lib.sh"
. scripts/provide.sh
. scripts/postgres.sh
need_rust
need_node

run=$(mktemp -d "${TMPDIR:-/tmp}/parlor-test.XXXXXX")
mkdir "$run/tmp"
job=
cleanup() {
  # A stage that still runs is a process group of its own and goes as a whole.
  if [ -n "$job" ]; then
    kill -TERM -- "-$job" 2>/dev/null || true
    wait "$job" 2>/dev/null || true
  fi
  stop_postgres
  rm -rf "$run"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# Temporary files of all stages lie in the run's folder and go with it.
export TMPDIR="$run/tmp"

passed=0 failed=0 broken=() skipped=() times=()

# Adds up what the stage's own closing lines say (nextest, vitest, cargo test, the browser stories); a stage without tests
# of its own counts as one.
count() {
  local log=$1 status=$2 sums
  sums=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
    /tests? run:|^ *Tests  |^test result:|^[0-9]+ passed, [0-9]+ failed/ {
      for (i = 1; i < NF; i++) { if ($(i + 1) ~ /^passed/) p += $i; if ($(i + 1) ~ /^(failed|timed)/) f += $i }
    }
    END { print p + 0, f + 0 }')
  local good=${sums% *} bad=${sums#* }
  if [ "$status" = 0 ] && [ "$((good + bad))" = 0 ]; then good=1; fi
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
  passed=$((passed + good)) failed=$((failed + bad))
}

# stage NAME "WHAT IT NEEDS": runs scripts/stages.sh NAME unless something it needs is broken.
stage() {
  local name=$1 need begin=$SECONDS status=0
  for need in ${2:-}; do
    case " ${broken[*]-} " in *" $need "*)
      say "── $name: not run, $need failed"
      broken+=("$name")
      return 0
      ;;
    esac
  done
  say "── $name"
  # In the background, so that this script hears Ctrl-C and termination while it waits.
  set -m
  (scripts/stages.sh "$name" </dev/null 2>&1 | tee "$run/stage.log") &
  job=$!
  set +m
  wait "$job" || status=$?
  job=
  count "$run/stage.log" "$status"
  times+=("$(printf '%-12s %5d s' "$name" "$((SECONDS - begin))")")
  if [ "$status" != 0 ]; then
    broken+=("$name")
    say "── $name failed after $((SECONDS - begin)) s; alone: scripts/stages.sh $name"
  fi
}

# without PART WHY: the part cannot run here; under CI=true that is an error.
without() {
  skipped+=("skipped: $1, $2")
  say "skipped: $1, $2"
  if in_ci; then
    broken+=("$1")
    failed=$((failed + 1))
  fi
}

provide
if ! start_postgres "$run"; then without postgresql "PostgreSQL is not here (Debian: apt-get install postgresql)"; fi
if ! have strace; then without fsync-trace "strace is not here (Debian: apt-get install strace)"; fi

stage web_build
stage web_client web_build
stage web_check web_build
stage web_test web_build
stage format
stage lints
stage build
stage tests build
if cargo deny --version >/dev/null 2>&1; then
  stage policy
else
  say "cargo-deny is not here: tidy has held licences, bans and sources among the tests"
fi
stage crash build
if [ -z "$(chromium_program)" ]; then
  without browser "Chromium is not here (Debian: apt-get install chromium)"
elif ! has_chinese_font; then
  without browser "no font for Chinese (Debian: apt-get install fonts-noto-cjk)"
else
  PARLOR_TEST_CHROMIUM=$(chromium_program)
  export PARLOR_TEST_CHROMIUM
  stage browser "web_build build"
fi

say ""
say "── took $SECONDS s"
printf '  %s\n' "${times[@]}"
if [ "${#skipped[@]}" -gt 0 ]; then printf '%s\n' "${skipped[@]}"; fi
if [ "${#broken[@]}" -gt 0 ]; then say "failed: ${broken[*]}"; fi
say "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "${#broken[@]}" = 0 ]
