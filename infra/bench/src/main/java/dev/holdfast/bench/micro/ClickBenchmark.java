package dev.holdfast.bench.micro;

import dev.holdfast.model.click.ClickEvent;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A click to bytes and back: {@code infra/stack bench micro}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClickBenchmark {
    private final ClickEvent click = new ClickEvent(
            new UUID(1, 2),
            Instant.parse("2026-01-01T00:00:00Z"),
            1_234_567,
            42,
            "news.example.org",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
                    + " Safari/537.36",
            "DE");
    private final byte[] encoded = click.encode();

    @Setup
    public void check() {
        if (!ClickEvent.decode(encoded).equals(click)) {
            throw new IllegalStateException("a click is not read as it was written");
        }
    }

    @Benchmark
    public byte[] encode() {
        return click.encode();
    }

    @Benchmark
    public ClickEvent decode() {
        return ClickEvent.decode(encoded);
    }
}
