package dev.holdfast.worker.store;

import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.worker.deadletter.Origin;
import dev.holdfast.worker.enrich.Client;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The sums of one large batch, per click: {@code infra/stack bench micro}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RollUpBenchmark {
    private static final int BATCH = 20_000;
    private static final int LINKS = 10_000;

    private static final List<String> BROWSERS = List.of("Chrome", "Firefox", "Safari");

    private final List<Click> clicks = clicks();

    private static List<Click> clicks() {
        SplittableRandom random = new SplittableRandom(1);
        Instant now = Instant.parse("2026-01-01T12:30:00Z");
        List<Click> clicks = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            double point = random.nextDouble();
            ClickEvent event = new ClickEvent(
                    new UUID(random.nextLong(), random.nextLong()),
                    now.minusSeconds(random.nextInt(7200)),
                    1 + (long) (point * point * point * LINKS),
                    random.nextLong(),
                    "site" + random.nextInt(5) + ".example.org",
                    "agent",
                    "DE");
            Client client = new Client(false, BROWSERS.get(random.nextInt(BROWSERS.size())), "Windows", "desktop");
            clicks.add(new Click(new Origin(i % 12, i, null, new byte[0]), event, client));
        }
        return clicks;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object sums() {
        RollUps sums = new RollUps(clicks);
        return List.of(sums.days(), sums.hours(), sums.values(), sums.totals());
    }
}
