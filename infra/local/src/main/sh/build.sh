# Sourced by infra/stack. Builds what is stale, with progress on the screen and all else in a log.
# shellcheck shell=bash disable=SC2154

services=(link-writer link-reader click-worker)

# A checksum of all that goes into the build and of what came out of it: right whatever changed by whatever means.
fingerprint() {
  (
    cd "$root"
    {
      find pom.xml ./*/pom.xml infra/*/pom.xml ./*/src/main infra/*/src/main -type f -exec cksum {} + | sort
      for service in "${services[@]}"; do
        cksum "$service/target/$service.jar"
      done
      cksum infra/local/target/infra-local.jar
      ls infra/kafka/target/lib
    } 2>/dev/null | cksum
  )
}

build_stale() {
  build_unless_current stack fingerprint "$(IFS=,; echo "${services[*]}"),infra/local" train_caches
}

# build_unless_current NAME FINGERPRINT MODULES [THEN]: unless what FINGERPRINT prints is what it printed after the last
# build of NAME. THEN is done after the build.
build_unless_current() {
  local stamp=$root/target/$1.stamp
  if [ "${HOLDFAST_BUILD:-}" = never ]; then
    return
  fi
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$("$2")" ]; then
    return
  fi
  build_modules "$3"
  "${4:-:}"
  "$2" >"$stamp"
}

# Makes the AOT caches of services that have been built since, all at once.
train_caches() {
  local service
  for service in "${services[@]}"; do
    train_cache "$service" &
  done
  wait
}

# Without a cache a service runs all the same.
train_cache() {
  local target=$root/$1/target options=$root/infra/local/src/main/sh/service.options
  if [ -f "$target/$1.aot" ] &&
    [ -z "$(find "$target/$1.jar" "$target/lib" "$options" -newer "$target/$1.aot")" ]; then
    return
  fi
  echo "  training the AOT cache of $1"
  # shellcheck disable=SC2046
  "$root/infra/local/src/main/sh/train-aot" "$JAVA_HOME/bin/java" "$target/$1.jar" "$target/$1.aot" \
    $(grep -v '^#' "$options") >>"$root/target/stack-build.log" 2>&1 ||
    echo "  there is none: $1 takes longer to start ($root/target/stack-build.log says why)"
}

# Two Mavens in one checkout would spoil each other's work. Held by `up` while it builds, and by `test`.
build_lock=$root/target/stack-build.lock

take_build_lock() {
  local holder told=
  mkdir -p "$root/target"
  until mkdir "$build_lock" 2>/dev/null; do
    holder=$(cat "$build_lock/pid" 2>/dev/null || :)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -rf "$build_lock" # its holder was killed
      continue
    fi
    [ -n "$told" ] || echo "Waiting for another build in this checkout to end (process ${holder:-?})"
    told=yes
    sleep 1
  done
  echo $$ >"$build_lock/pid"
  trap drop_build_lock EXIT
}

drop_build_lock() {
  rm -rf "$build_lock"
  trap - EXIT
}

# build_modules MODULES: these and what they need
build_modules() {
  local log=$root/target/stack-build.log
  require_programs mvn
  take_build_lock
  echo "Building (the first time Maven downloads what it needs, which takes minutes; log: $log)"
  if ! (cd "$root" && ./mvnw --batch-mode --no-transfer-progress -Dmaven.test.skip=true -pl "$1" -am package) 2>&1 |
    tee "$log" | show_modules; then
    grep -E '^\[ERROR\]|^Error' "$log" | head -n 40 >&2 || tail -n 40 "$log" >&2
    echo "infra/stack: the build failed; all it said is in $log" >&2
    exit 1
  fi
  drop_build_lock
}

# Of Maven's output, which module it is at. Not awk: Debian's reads its input in blocks, which come too late.
show_modules() {
  local line
  while IFS= read -r line; do
    show_module "$line" || :
  done
}

# Prints a line that names a module, shortened; says whether it was one.
show_module() {
  local pattern='^\[INFO\] Building ([^ ]+) .* (\[[0-9]+/[0-9]+\])$'
  [[ $1 =~ $pattern ]] && echo "  ${BASH_REMATCH[2]} ${BASH_REMATCH[1]}"
}
