# Sourced by infra/stack: the command `drill`.
# shellcheck shell=bash disable=SC2154

run_drill() {
  build_unless_current drills drills_fingerprint infra/drills
  local home=$root/infra/drills/target
  # The client is no part of what is measured: it must not stall, though the platform beside it takes all processors.
  local first=()
  [ "$(nice -n -10 nice 2>/dev/null)" != -10 ] || first=(nice -n -10)
  exec ${first[@]+"${first[@]}"} "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xms256m -Xmx256m \
    -Dholdfast.root="$root" -Dslf4j.internal.verbosity=ERROR \
    -cp "$home/drills.jar:$home/lib/*" dev.holdfast.drills.Main "$@"
}

drills_fingerprint() {
  (
    cd "$root"
    {
      find pom.xml shared-model/src/main infra/local/pom.xml infra/local/src/main infra/drills/pom.xml infra/drills/src/main \
        -type f -exec cksum {} + | sort
      cksum infra/drills/target/drills.jar
    } 2>/dev/null | cksum
  )
}
