# Sourced by infra/stack: the command `test`.
# shellcheck shell=bash disable=SC2154

run_tests() {
  local extra=()
  case ${1:-} in
    '') ;;
    --all) extra=(-Dholdfast.long=true) ;;
    --containers)
      # What is built here is the only thing run: no helper of Testcontainers is fetched to clean up.
      export TESTCONTAINERS_RYUK_DISABLED=true
      extra=(-Dholdfast.containers=true -pl infra/system-tests -am -Dtest=HighlyAvailableTest -Dsurefire.failIfNoSpecifiedTests=false)
      ;;
    *)
      echo "infra/stack: test knows only --all and --containers" >&2
      exit 2
      ;;
  esac
  require_programs mvn nginx redis-server promtool psql
  take_build_lock
  find "$root" -path '*/target/*-reports/TEST-*.xml' -delete
  local log=$root/target/stack-test.log status=0
  echo "Testing all modules (log: $log)"
  (cd "$root" && ./mvnw --batch-mode --no-transfer-progress --fail-at-end ${extra[@]+"${extra[@]}"} verify) 2>&1 |
    tee "$log" | show_tests || status=$?
  drop_build_lock
  print_sum
  return "$status"
}

# Of Maven's output: the modules, the test classes as they end, what failed and why.
show_tests() {
  local line
  while IFS= read -r line; do
    case $line in
      *' Tests run: '*' in '*) echo "    ${line#*] }" ;;
      *' Tests run: '*) ;;
      '[ERROR]'*) echo "$line" ;;
      *) show_module "$line" || : ;;
    esac
  done
}

# The last line: what the reports of all modules add up to.
print_sum() {
  find "$root" -path '*/target/*-reports/TEST-*.xml' -exec grep -h -m 1 '<testsuite ' {} + |
    awk '
      function number(name) { return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0 }
      { run += number("tests"); failed += number("failures") + number("errors"); skipped += number("skipped") }
      END { printf "%d passed, %d failed, %d skipped\n", run - failed - skipped, failed, skipped }'
}
