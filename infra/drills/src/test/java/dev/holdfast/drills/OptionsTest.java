package dev.holdfast.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.drills.DrillException.Exit;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), Path.of("reports"));
    }

    @Test
    void readsWhatIsGiven() {
        Options options = parse("reader-kill", "--target", "http://[::1]:8080", "--budget", "lost-links=1");
        assertThat(options.words()).containsExactly("reader-kill");
        assertThat(options.target()).isEqualTo(URI.create("http://[::1]:8080"));
        assertThat(options.budgets()).containsEntry("lost-links", 1.0);
    }

    @Test
    void aRunIsStandardWithTheDrillsOwnDurationRateAndBudgets() {
        assertThat(parse("reader-kill", "--on", "embedded", "--report", "r", "--rate", "40")
                        .standard())
                .isTrue();
        assertThat(parse("reader-kill", "--target", "http://10.0.0.1").standard())
                .isFalse();
        assertThat(parse("reader-kill", "--duration", "3").standard()).isFalse();
        assertThat(parse("reader-kill", "--rate", "30").standard()).isFalse();
        assertThat(parse("reader-kill", "--budget", "lost-links=1").standard()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--target 127.0.0.1:8080",
                "--target localhost",
                "--target http://a_b c",
                "--target ftp://127.0.0.1",
                "--rate -1",
                "--rate fast",
                "--budget lost-links",
                "--duration",
                "--fast"
            })
    void misuseIsSaidBeforeAnythingIsDone(String line) {
        assertThatThrownBy(() -> parse(line.split(" ", 2)))
                .isInstanceOfSatisfying(
                        DrillException.class, e -> assertThat(e.exit()).isEqualTo(Exit.PRECONDITION));
    }
}
