#!/bin/bash
# Makes `docker` and `docker compose` work on a Debian 12 machine that has neither, as root and without systemd.
# Not needed where Docker is installed already: then it only prints what is there.
# To stop an engine it started: kill "$(cat /var/run/docker.pid)"; iptables -P FORWARD ACCEPT (the engine leaves DROP).
set -euo pipefail

compose_version=5.0.2 # later ones cannot be installed by version: their go.mod has exclude lines
plugin=${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins/docker-compose
log=${DOCKERD_LOG:-/var/log/dockerd.log}

fail() {
  echo "engine: $*" >&2
  exit 1
}

quietly() { # runs a command and shows what it said only when it failed
  local said
  said=$(mktemp)
  "$@" > "$said" 2>&1 || { tail -20 "$said" >&2; fail "\"$*\" failed, see above."; }
  rm -f "$said"
}

engine_answers() { docker info > /dev/null 2>&1; }

install_engine() {
  command -v dockerd > /dev/null && return
  [ "$(id -u)" = 0 ] || fail "no Docker engine answers and none is installed; install Docker, or run this as root."
  quietly apt-get update -q
  quietly env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends docker.io iptables
}

start_engine() {
  local pid until=$((SECONDS + 120))
  setsid nohup dockerd > "$log" 2>&1 < /dev/null &
  pid=$!
  while kill -0 "$pid" 2> /dev/null && [ "$SECONDS" -lt "$until" ]; do
    engine_answers && return
    sleep 0.2
  done
  tail -5 "$log" >&2
  fail "the engine ended, or does not answer two minutes after its start, see above and $log."
}

install_compose() {
  docker compose version > /dev/null 2>&1 && return
  command -v go > /dev/null || fail "no compose plugin and no Go toolchain to build it; install one of the two."
  local build
  build=$(mktemp -d)
  quietly env GOBIN="$build" go install -ldflags "-s -w -X github.com/docker/compose/v5/internal.Version=v$compose_version" \
    "github.com/docker/compose/v5/cmd@v$compose_version"
  mkdir -p "$(dirname "$plugin")"
  mv "$build/cmd" "$plugin"
  rm -rf "$build"
}

engine_answers || { install_engine && start_engine; }
install_compose
docker info --format 'engine   {{.ServerVersion}}, {{.Driver}}, cgroup v{{.CgroupVersion}}'
echo "compose  $(docker compose version --short)"
