# Sourced by mvnw and infra/stack. Sees that programs of the system are there.

# Whether a program is there; nginx and redis-server live where a plain user's PATH may not look.
have() {
  PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin" command -v "$1" >/dev/null 2>&1
}

# require_programs PROGRAM...: installs what is missing on Debian and its kin when we are root; otherwise prints the
# command that would, and ends the script.
require_programs() {
  missing=
  for program; do
    have "$program" || missing="$missing $program"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ] && have apt-get; then
    install_debian "$missing"
  else
    echo "Missing:$missing. Install with:" >&2
    echo "  $(install_command "$missing")" >&2
    exit 1
  fi
}

# The system's own command to install programs.
install_command() {
  names=$(package_names "$1")
  elsewhere=$(echo "$names" | sed 's/redis-server/redis/; s/postgresql-client/postgresql/')
  if have apt-get; then
    echo "sudo apt-get update && sudo apt-get install -y --no-install-recommends$names"
  elif have dnf; then
    echo "sudo dnf install -y$elsewhere"
  elif have pacman; then
    echo "sudo pacman -S$elsewhere"
  elif have zypper; then
    echo "sudo zypper install$elsewhere"
  else
    echo "brew install$elsewhere"
  fi
}

# Names of the packages that hold the programs, each with a blank before it.
package_names() {
  # shellcheck disable=SC2086
  for name in $1; do
    case $name in
      mvn) printf ' maven' ;;
      promtool) printf ' prometheus' ;;
      psql) printf ' postgresql-client' ;;
      *) printf ' %s' "$name" ;;
    esac
  done
}

install_debian() {
  names=$(package_names "$1")
  apt_log=$(mktemp)
  echo "Installing$names (apt-get) ..."
  forbid_service_starts
  # shellcheck disable=SC2086
  if DEBIAN_FRONTEND=noninteractive apt-get update >"$apt_log" 2>&1 &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $names >>"$apt_log" 2>&1; then
    allow_service_starts
    disable_services "$names"
    rm -f "$apt_log"
  else
    allow_service_starts
    tail -n 30 "$apt_log" >&2
    echo "apt-get failed; all it said is in $apt_log" >&2
    exit 1
  fi
}

# The packages' own services are not wanted: we start our own. Debian asks this file before it starts any.
policy=/usr/sbin/policy-rc.d
forbid_service_starts() {
  [ ! -e "$policy" ] || return 0
  printf '#!/bin/sh\n# Made by Holdfast for the time of one installation.\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap allow_service_starts EXIT
  trap 'exit 130' INT TERM HUP
}

allow_service_starts() {
  if grep -qs 'Made by Holdfast' "$policy"; then
    rm -f "$policy"
  fi
  trap - EXIT INT TERM HUP
}

disable_services() {
  [ -d /run/systemd/system ] || return 0
  for service in nginx redis-server prometheus; do
    case $1 in *" $service"*) systemctl disable --quiet "$service" 2>/dev/null || : ;; esac
  done
}
