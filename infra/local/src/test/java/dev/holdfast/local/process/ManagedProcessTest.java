package dev.holdfast.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.local.StackException;
import dev.holdfast.local.testing.TestState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagedProcessTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Path state = TestState.folder();
    private final ManagedProcess process = new ManagedProcess("sample", state);

    @AfterEach
    void killAll() {
        process.kill();
    }

    private static Launch shell(String script) {
        return new Launch(List.of("sh", "-c", script), "");
    }

    @Test
    void whoeverLooksLaterFindsItAgain() {
        process.launch(shell("exec sleep 1000"));
        var sameFromDisk = new ManagedProcess("sample", state);
        assertThat(sameFromDisk.running()).isTrue();
        assertThat(sameFromDisk.pid()).isEqualTo(process.pid());
        sameFromDisk.end(Signal.TERM, SOON);
        assertThat(process.running()).isFalse();
    }

    @Test
    void anotherProcessThatGotTheNumberIsNotTouched() throws IOException {
        var stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            var pidFile = Files.createDirectories(state.resolve("run/sample")).resolve("pid");
            Files.writeString(pidFile, stranger.pid() + " some-boot/12345\n");
            assertThat(process.running()).isFalse();
            process.signal(Signal.KILL);
            process.pause();
            process.kill();
            assertThat(ProcessTable.SYSTEM.find(stranger.pid()))
                    .hasValueSatisfying(row -> assertThat(row.stopped()).isFalse());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void childrenThatLostTheirLeaderAreEndedToo() throws IOException {
        process.launch(shell("sleep 1000 & echo $! > child; exec sleep 1000"));
        var child = readPid(state.resolve("run/sample/child"));
        Signal.KILL.send(List.of(process.pid().orElseThrow()));
        assertThat(Deadline.in(SOON).await(() -> !process.running())).isTrue();
        assertThat(ProcessTable.SYSTEM.find(child)).isPresent();
        process.endLeftovers();
        assertThat(ProcessTable.SYSTEM.find(child)).isEmpty();
    }

    @Test
    void pauseStopsTheChildrenToo() throws IOException {
        process.launch(shell("sleep 1000 & echo $! > child; wait"));
        var child = readPid(state.resolve("run/sample/child"));
        process.pause();
        assertThat(Deadline.in(SOON).await(process::paused)).isTrue();
        assertThat(Deadline.in(SOON).await(() -> stopped(child))).isTrue();
        process.resume();
        assertThat(Deadline.in(SOON).await(() -> !process.paused() && !stopped(child)))
                .isTrue();
    }

    private static boolean stopped(long pid) {
        return ProcessTable.SYSTEM.find(pid).map(ProcessTable.Row::stopped).orElse(false);
    }

    @Test
    void oneThatEndsWhileStartingSaysWhy() {
        process.launch(shell("echo 'of an earlier run'"));
        assertThat(Deadline.in(SOON).await(() -> !process.running())).isTrue();
        process.launch(shell("echo 'no such luck'; exit 3"));
        assertThatThrownBy(() -> process.awaitReady(SOON, () -> false))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("sample ended while starting")
                .hasMessageContaining("no such luck")
                .hasMessageNotContaining("of an earlier run");
    }

    @Test
    void ourOwnSettingsDoNotReachIt() {
        process.launch(new Launch(
                List.of("sh", "-c", "env | grep HOLDFAST_; exec sleep 1000"), Map.of("HOLDFAST_A", "1"), null, ""));
        assertThat(Deadline.in(SOON).await(() -> process.logTail().contains("HOLDFAST_A=1")))
                .isTrue();
        assertThat(process.logTail().lines()).hasSize(1);
    }

    @Test
    void anotherLaunchIsToldFromTheSameLaunch() {
        process.launch(shell("exec sleep 1000"));
        assertThat(process.runs(shell("exec sleep 1000"))).isTrue();
        assertThat(process.runs(shell("exec sleep 1001"))).isFalse();
        process.end(Signal.TERM, SOON);
        assertThat(process.runs(shell("exec sleep 1000"))).isFalse();
    }

    @Test
    void oneThatDoesNotListenIsForced() {
        process.launch(shell("trap '' TERM; echo deaf; while :; do sleep 1; done"));
        assertThat(Deadline.in(SOON).await(() -> process.logTail().contains("deaf")))
                .isTrue();
        process.end(Signal.TERM, Duration.ofMillis(100));
        assertThat(process.running()).isFalse();
    }

    private static long readPid(Path file) throws IOException {
        assertThat(Deadline.in(SOON)
                        .await(() -> Files.exists(file) && file.toFile().length() > 1))
                .isTrue();
        return Long.parseLong(Files.readString(file).strip());
    }
}
