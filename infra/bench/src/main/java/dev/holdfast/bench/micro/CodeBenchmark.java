package dev.holdfast.bench.micro;

import dev.holdfast.model.code.CodeCipher;
import dev.holdfast.model.code.CodeKey;
import dev.holdfast.model.code.GeneratedCode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From ids to codes and back: {@code infra/stack bench micro}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodeBenchmark {
    private static final int CODES = 1 << 14;
    private static final long LAST_ID = 3_521_614_606_208L;

    private final GeneratedCode[] codes = new GeneratedCode[CODES];
    private CodeCipher cipher = new CodeCipher(List.of());
    private int next;

    @Setup
    public void prepare() {
        cipher = new CodeCipher(List.of(new CodeKey(0, new byte[CodeKey.KEY_LENGTH], 1, LAST_ID)));
        for (int i = 0; i < CODES; i++) {
            codes[i] = cipher.encode(1 + 48_271L * i);
            if (!cipher.decode(codes[i]).equals(new CodeCipher.Decoded.Id(1 + 48_271L * i))) {
                throw new IllegalStateException("a code does not lead back to its id");
            }
        }
    }

    @Benchmark
    public GeneratedCode encode() {
        return cipher.encode(1 + 48_271L * (next++ & (CODES - 1)));
    }

    @Benchmark
    public CodeCipher.Decoded decode() {
        return cipher.decode(codes[next++ & (CODES - 1)]);
    }
}
