# Sourced by infra/stack: the command `bench`.
# shellcheck shell=bash disable=SC2154

run_bench() {
  require_programs nginx redis-server wrk
  build_unless_current bench bench_fingerprint "$(IFS=,; echo "${services[*]}"),infra/local,infra/bench" train_caches
  local home=$root/infra/bench/target
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g --enable-native-access=ALL-UNNAMED \
    -Dholdfast.root="$root" -Dslf4j.internal.verbosity=ERROR \
    -cp "$home/bench.jar:$home/lib/*" dev.holdfast.bench.Main "$@"
}

bench_fingerprint() {
  fingerprint
  cksum <"$root/infra/bench/target/bench.jar" 2>/dev/null || :
}
