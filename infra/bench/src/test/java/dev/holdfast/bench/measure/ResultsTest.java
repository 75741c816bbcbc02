package dev.holdfast.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private record Recorded(String name, List<String> calls, double value) implements Contender {
        @Override
        public Sample round(Duration time) {
            calls.add(name);
            return Sample.of(Metric.CPU, value * calls.size());
        }
    }

    private static final Plan PLAN = new Plan(false, 0, 3, Duration.ofMillis(1), Duration.ZERO);

    @Test
    void medianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9, 3));
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
    }

    @Test
    void roundsAreInterleavedAndEachContenderGoesFirst() {
        List<String> calls = new ArrayList<>();
        Results results = new Rounds(PLAN)
                .run(List.of(new Recorded("a", calls, 1), new Recorded("b", calls, 1), new Recorded("c", calls, 1)));
        assertThat(calls).containsExactly("a", "b", "c", "b", "c", "a", "c", "a", "b");
        assertThat(results.contenders()).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsNotCompiledIsWarmedUpOnce() {
        List<String> calls = new ArrayList<>();
        Plan plan = PLAN.withRounds(1).withWarmup(Duration.ofMinutes(1));
        Results results = new Rounds(plan).run(List.of(new Recorded("a", calls, 1), new Recorded("b", calls, 1)));
        assertThat(calls).containsExactly("a", "b", "a", "b");
        assertThat(results.values("a", Metric.CPU)).hasSize(1);
    }

    @Test
    void aJvmHasCompilers() {
        long self = ProcessHandle.current().pid();
        assertThat(CpuTime.compilers(List.of(self)).values()).isNotEmpty().allMatch(micros -> micros >= 0);
        assertThat(CpuTime.compilers(List.of(1L << 40))).isEmpty();
    }

    @Test
    void aRatioComparesWithinARound() {
        Results results = new Results();
        for (double disturbance : List.of(1.0, 10.0, 3.0)) {
            results.add("ours", Sample.of(Metric.CPU, 3 * disturbance));
            results.add("baseline", Sample.of(Metric.CPU, 2 * disturbance));
        }
        assertThat(results.ratio("ours", "baseline", Metric.CPU)).isEqualTo(new Spread(1.5, 1.5, 1.5, 3));
    }

    @Test
    void theKernelsAccountOfThisProcessGrows() {
        List<Long> self = List.of(ProcessHandle.current().pid());
        long before = CpuTime.micros(self);
        long sum = 0;
        while (CpuTime.micros(self) == before) {
            sum += System.nanoTime();
        }
        assertThat(CpuTime.micros(self)).isGreaterThan(before);
        assertThat(sum).isNotZero();
    }
}
