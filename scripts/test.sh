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
# Hundreds of stories make a database each: in memory, where there is room, they wait for no disk. What is about the disk
# itself (the crowd, the browser's stories) stays on it.
fast=$run
if [ -w /dev/shm ] && [ "$(df -Pm /dev/shm | awk 'NR == 2 { print $4 }')" -ge 4096 ]; then
  fast=$(mktemp -d /dev/shm/parlor-test.XXXXXX)
  mkdir "$fast/tmp"
fi
job= lane=
cleanup() {
  local group
  # A stage that still runs is a process group of its own and goes as a whole.
  for group in $job $lane; do
    kill -TERM -- "-$group" 2>/dev/null || true
    wait "$group" 2>/dev/null || true
  done
  stop_postgres
  rm -rf "$run" "$fast"
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

# ready NAME "WHAT IT NEEDS": whether nothing it needs is broken.
ready() {
  local need
  for need in ${2:-}; do
    case " ${broken[*]-} " in *" $need "*)
      say "── $1: not run, $need failed"
      broken+=("$1")
      return 1
      ;;
    esac
  done
}

# ended NAME STATUS SECONDS LOG: what came of it goes into the sums, and what failed to the end, where it is looked for.
ended() {
  count "$4" "$2"
  if [ "$2" != 0 ]; then sed 's/\x1b\[[0-9;]*m//g' "$4" | grep -E '^ *(FAIL|FAILED|TIMEOUT) |^error(\[|:)' | sort -u | head -20 >>"$run/failures" || true; fi
  times+=("$(printf '%-12s %5d s' "$1" "$3")")
  if [ "$2" != 0 ]; then
    broken+=("$1")
    say "── $1 failed after $3 s; alone: scripts/stages.sh $1"
  fi
}

# stage NAME "WHAT IT NEEDS": runs scripts/stages.sh NAME unless something it needs is broken.
stage() {
  local name=$1 begin=$SECONDS status=0
  ready "$@" || return 0
  say "── $name"
  # In the background, so that this script hears Ctrl-C and termination while it waits.
  set -m
  (scripts/stages.sh "$name" </dev/null 2>&1 | tee "$run/stage.log") &
  job=$!
  set +m
  wait "$job" || status=$?
  job=
  ended "$name" "$status" "$((SECONDS - begin))" "$run/stage.log"
}

# beside "NAMES" "WHAT THEY NEED": runs these one after the other while other stages run; `joined` waits for them and shows
# what they said.
beside() {
  local name
  names=()
  for name in $1; do if ready "$name" "${2:-}"; then names+=("$name"); fi; done
  set -m
  (
    for name in "${names[@]}"; do
      begin=$SECONDS status=0
      scripts/stages.sh "$name" </dev/null >"$run/$name.log" 2>&1 || status=$?
      echo "$status $((SECONDS - begin))" >"$run/$name.end"
    done
  ) &
  lane=$!
  set +m
}

joined() {
  local name status took
  wait "$lane" || true
  lane=
  for name in "${names[@]}"; do
    say "── $name"
    cat "$run/$name.log"
    read -r status took <"$run/$name.end"
    ended "$name" "$status" "$took" "$run/$name.log"
  done
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
if ! start_postgres "$fast"; then without postgresql "PostgreSQL is not here (Debian: apt-get install postgresql)"; fi
if ! have strace; then without fsync-trace "strace is not here (Debian: apt-get install strace)"; fi

stage web_build
stage web_client web_build
stage format
stage lints
stage build
# On two cores these fit beside the tests, which wait for disks and clocks half of their time.
beside "web_check web_test" web_build
TMPDIR="$fast/tmp" stage tests build
if cargo deny --version >/dev/null 2>&1; then
  stage policy
else
  say "cargo-deny is not here: tidy has held licences, bans and sources among the tests"
fi
joined
beside crash build
if [ -z "$(chromium_program)" ]; then
  without browser "Chromium is not here (Debian: apt-get install chromium)"
elif ! has_chinese_font; then
  without browser "no font for Chinese (Debian: apt-get install fonts-noto-cjk)"
else
  PARLOR_TEST_CHROMIUM=$(chromium_program)
  export PARLOR_TEST_CHROMIUM
  stage browser "web_build build"
fi
joined

say ""
say "── took $SECONDS s"
printf '  %s\n' "${times[@]}"
if [ "${#skipped[@]}" -gt 0 ]; then printf '%s\n' "${skipped[@]}"; fi
if [ -s "$run/failures" ]; then cat "$run/failures"; fi
if [ "${#broken[@]}" -gt 0 ]; then say "failed: ${broken[*]}"; fi
say "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "${#broken[@]}" = 0 ]
