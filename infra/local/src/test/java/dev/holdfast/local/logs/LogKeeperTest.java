package dev.holdfast.local.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.testing.TestState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogKeeperTest {
    private final Path state = TestState.folder();

    @Test
    void movesWhatHasGrownTooLargeAndLeavesTheRest() throws IOException {
        var logs = Files.createDirectories(state.resolve("logs"));
        var small = Files.writeString(logs.resolve("small.log"), "a line\n");
        var large = logs.resolve("large.log");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(17 * 1024 * 1024);
        }
        var keeper = new LogKeeper(state);
        keeper.start();
        try {
            assertThat(Deadline.in(Duration.ofSeconds(20))
                            .await(() -> large.toFile().length() == 0))
                    .isTrue();
            assertThat(logs.resolve("large.log.1")).hasSize(17 * 1024 * 1024);
            assertThat(small).hasContent("a line\n");
        } finally {
            keeper.stop();
        }
        assertThat(keeper.running()).isFalse();
    }
}
