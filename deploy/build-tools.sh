# What builds and runs this: a JDK and Maven, found where they lie. For scripts, which stand in the root and source it.

fail() { printf '%s\n' "$*" >&2; exit 1; }

# Prints the feature version of a JDK's folder, or nothing.
version_of() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || :)
  [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
  printf '%s' "$version"
}

# The folder that a java on the PATH belongs to, links followed.
home_of_path() {
  java=$(command -v java) || return 0
  while [ -h "$java" ]; do
    target=$(readlink "$java")
    case $target in /*) java=$target ;; *) java=$(dirname "$java")/$target ;; esac
  done
  dirname "$(dirname "$java")"
}

# Sets JDK and VERSION: JAVA_HOME if it will do, else the newest JDK of the usual places.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ]; then
    found=$(version_of "$JAVA_HOME")
    if [ "${found:-0}" -ge 21 ]; then JDK=$JAVA_HOME VERSION=$found; return; fi
  fi
  VERSION=0 JDK=
  mac=$([ -x /usr/libexec/java_home ] && /usr/libexec/java_home 2>/dev/null || :)
  old_ifs=$IFS
  IFS='
'
  for home in "$(home_of_path)" "$mac" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "${SDKMAN_DIR:-${HOME:-/}/.sdkman}"/candidates/java/* "${HOME:-/}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$home" ] || continue
    found=$(version_of "$home")
    if [ "${found:-0}" -ge 21 ] && [ "$found" -gt "$VERSION" ]; then JDK=$home VERSION=$found; fi
  done
  IFS=$old_ifs
  [ -n "$JDK" ] || fail "No JDK of version 21 or newer was found: install one (Debian: apt install openjdk-21-jdk; macOS: brew install openjdk@21; or https://adoptium.net) or set JAVA_HOME to it."
}

# Maven of version 3.8 or newer on the PATH; called after find_jdk, on whose JDK it runs.
need_maven() {
  how="install version 3.8 or newer (Debian: apt install maven; macOS: brew install maven)."
  command -v mvn >/dev/null || fail "Maven is needed to build and is not on the PATH: $how"
  maven=$(JAVA_HOME=$JDK mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
  [ "$(printf '%s' "${maven:-0 0}" | awk '{ print $1 * 1000 + $2 }')" -ge 3008 ] || fail "Maven on the PATH is of version $(printf '%s' "${maven:-unknown}" | tr ' ' .), which is too old to build this: $how"
}

# Gives a jar the date at which Maven packed it: Maven dates all alike, older than their sources, so that two builds are the same.
date_jar() {
  packed=$(dirname "$1")/library/$(basename "$1") # what Maven makes it of, with its own date
  [ ! -f "$1" ] || [ ! -f "$packed" ] || [ -z "$(find "$packed" -newer "$1")" ] || touch -r "$packed" "$1" 2>/dev/null || :
}
