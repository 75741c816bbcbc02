package dev.holdfast.reader.faults;

import dev.holdfast.local.process.Deadline;
import dev.holdfast.reader.ReaderUnderTest;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what must come by itself. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Eventually() {}

    static boolean that(BooleanSupplier condition) {
        return Deadline.in(PATIENCE).await(condition);
    }

    static boolean status(ReaderUnderTest reader, String path, int status) {
        return that(() -> reader.get(path).statusCode() == status);
    }
}
