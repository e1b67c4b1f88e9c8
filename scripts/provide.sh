# What the tests need besides Rust and Node (sourced by test.sh): a browser with Chinese fonts, PostgreSQL, strace, curl and jq.
# As root on Debian it is installed; otherwise the parts that need it are skipped with a line, and fail under CI=true.

# The folder with PostgreSQL's programs, the newest version first; empty when there is none.
postgres_programs() {
  local found
  for found in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) /usr/pgsql-*/bin "$(dirname "$(command -v initdb || echo /none)")"; do
    if [ -x "$found/initdb" ] && [ -x "$found/pg_ctl" ]; then
      say "$found"
      return
    fi
  done
}

chromium_program() {
  local name
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if command -v "$name"; then return; fi
  done
}

# Chinese would be boxes without one.
has_chinese_font() {
  if have fc-list; then [ -n "$(fc-list :lang=zh-cn)" ]; else compgen -G '/usr/share/fonts/*/noto/NotoSansCJK*' >/dev/null; fi
}

provide() {
  local packages=()
  [ -n "$(chromium_program)" ] || packages+=(chromium)
  has_chinese_font || packages+=(fonts-noto-cjk)
  [ -n "$(postgres_programs)" ] || packages+=(postgresql)
  have strace || packages+=(strace)
  have curl || packages+=(curl)
  have jq || packages+=(jq)
  [ "${#packages[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! have apt-get; then return 0; fi
  say "installing ${packages[*]}"
  install_packages "${packages[@]}" || say "apt-get could not install all of: ${packages[*]}"
}

# Debian starts a PostgreSQL of its own after installing it; we bring our own for the test and leave nothing running.
install_packages() {
  local policy=/usr/sbin/policy-rc.d ours=no status=0
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
    ours=yes
  fi
  { apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; } || status=$?
  if [ "$ours" = yes ]; then rm -f "$policy"; fi
  return "$status"
}
