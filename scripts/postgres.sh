# A PostgreSQL of our own for one test run (sourced by test.sh): a fresh cluster in the run's folder, reached by a socket
# there, no network. Speed over safety: the cluster lives as long as the run.

# start_postgres FOLDER: exports PARLOR_TEST_POSTGRES, or fails with a line.
start_postgres() {
  postgres_folder="$1/postgres"
  postgres_bin=$(postgres_programs)
  [ -n "$postgres_bin" ] || return 1
  mkdir -p "$postgres_folder"
  # PostgreSQL refuses to run as root.
  if [ "$(id -u)" = 0 ]; then
    postgres_user=postgres
    id "$postgres_user" >/dev/null 2>&1 || postgres_user=nobody
    chown "$postgres_user" "$postgres_folder"
    chmod 755 "$1"
  fi
  local log="$postgres_folder/log" port=$((20000 + RANDOM % 30000))
  as_postgres initdb -D "$postgres_folder/data" -U parlor --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$1/initdb.log" 2>&1 ||
    { cat "$1/initdb.log"; return 1; }
  as_postgres pg_ctl -D "$postgres_folder/data" -l "$log" -w -t 60 -s start \
    -o "-c listen_addresses='' -c unix_socket_directories='$postgres_folder' -c port=$port -c max_connections=200 -c fsync=off" ||
    { cat "$log"; return 1; }
  as_postgres createdb -h "$postgres_folder" -p "$port" -U parlor parlor
  export PARLOR_TEST_POSTGRES="postgres://parlor@localhost/parlor?host=$postgres_folder&port=$port"
}

stop_postgres() {
  [ -n "${postgres_folder:-}" ] && [ -f "$postgres_folder/data/postmaster.pid" ] || return 0
  as_postgres pg_ctl -D "$postgres_folder/data" -m immediate -w -t 30 -s stop || true
}

as_postgres() {
  local program="$postgres_bin/$1"
  shift
  if [ -n "${postgres_user:-}" ]; then
    # From a folder that user may enter.
    (cd / && setpriv --reuid="$postgres_user" --regid="$(id -g "$postgres_user")" --clear-groups -- "$program" "$@")
  else
    "$program" "$@"
  fi
}
