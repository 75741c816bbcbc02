# Sourced by mvnw and infra/stack. Finds a JDK of at least the version that Holdfast is built with.

holdfast_jdk_version=25

# Prints the major version of the JDK in a folder; nothing when there is none with a compiler.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p'
  fi
}

# Prints the folder that `java` on the PATH belongs to.
jdk_on_path() {
  java_program=$(command -v java) || return 0
  # macOS has a stub in /usr/bin that only knows where Java is.
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$holdfast_jdk_version" 2>/dev/null || :
    return 0
  fi
  java_program=$(readlink -f "$java_program")
  echo "${java_program%/bin/java}"
}

# Sets and exports JAVA_HOME, or says what is missing and ends the script.
find_jdk() {
  for jdk_home in "${JAVA_HOME:-}" "$(jdk_on_path)" /usr/lib/jvm/* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/*; do
    [ -n "$jdk_home" ] || continue
    jdk_found=$(jdk_version "$jdk_home")
    if [ -n "$jdk_found" ] && [ "$jdk_found" -ge "$holdfast_jdk_version" ]; then
      JAVA_HOME=$jdk_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "Holdfast needs JDK $holdfast_jdk_version. None was found in \$JAVA_HOME, on the PATH, in /usr/lib/jvm," \
    "/Library/Java/JavaVirtualMachines or ~/.sdkman. Install one (for example Temurin $holdfast_jdk_version)" \
    "and set JAVA_HOME to it." >&2
  exit 1
}
