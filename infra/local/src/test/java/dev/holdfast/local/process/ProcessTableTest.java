package dev.holdfast.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
    private final long self = ProcessHandle.current().pid();

    @Test
    void knowsOurselves() {
        assertThat(ProcessTable.SYSTEM.all()).anySatisfy(row -> {
            assertThat(row.pid()).isEqualTo(self);
            assertThat(row.stopped()).isFalse();
        });
        assertThat(ProcessIdentity.of(self))
                .hasValueSatisfying(identity -> assertThat(identity.alive()).isTrue());
        assertThat(new ProcessIdentity(self, "another start").alive()).isFalse();
    }

    @Test
    void aZombieIsGone() throws IOException {
        // The program that takes the shell's place never asks how the shell's child ended.
        var parent = new ProcessBuilder("sh", "-c", "sh -c 'echo $$; read line' & exec sleep 1000").start();
        try (var lines = parent.inputReader()) {
            var child = Long.parseLong(lines.readLine());
            assertThat(Deadline.in(Duration.ofSeconds(20))
                            .await(() -> ProcessTable.SYSTEM.find(child).isEmpty()))
                    .isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void readsWhatPsPrintsOnMacOs() {
        var rows = PosixProcessTable.parse("""
                    1     0     1 Ss   Fri Nov 20 09:00:00 2026    \s
                  501     1   501 T+   Fri Nov  6 19:10:01 2026    \s
                  502   501   501 Z    Fri Nov 20 09:10:01 2026    \s
                """);
        assertThat(rows)
                .containsExactly(
                        new ProcessTable.Row(1, 0, 1, false, "Fri Nov 20 09:00:00 2026"),
                        new ProcessTable.Row(501, 1, 501, true, "Fri Nov 6 19:10:01 2026"));
    }
}
