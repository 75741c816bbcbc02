package dev.holdfast.bench.profile;

import dev.holdfast.bench.BenchException;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts and stops a JFR recording in another JVM. Samples are taken by CPU time where the JDK can (Linux, JDK 25 on):
 * they then show native code and system calls at what they cost, which samples by wall-clock time do not.
 */
final class Recording {
    private static final List<String> SETTINGS = List.of(
            "settings=profile",
            "jdk.CPUTimeSample#enabled=true",
            "jdk.CPUTimeSample#throttle=1ms",
            "jdk.ObjectAllocationSample#enabled=true",
            "jdk.ObjectAllocationSample#throttle=1000/s");

    private final String pid;
    private final Path file;

    private Recording(String pid, Path file) {
        this.pid = pid;
        this.file = file;
    }

    static Recording start(long pid, Path file) {
        Recording recording = new Recording(Long.toString(pid), file);
        List<String> more = new ArrayList<>(List.of("name=bench", "filename=" + file));
        more.addAll(SETTINGS);
        recording.jcmd("JFR.start", more);
        return recording;
    }

    Path stop() {
        jcmd("JFR.stop", List.of("name=bench", "filename=" + file));
        return file;
    }

    private void jcmd(String command, List<String> arguments) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid, command));
        line.addAll(arguments);
        String output = new Command(line).require();
        if (output.contains("Could not") || output.contains("Exception")) {
            throw new BenchException("jcmd " + command + ": " + output);
        }
        output.lines().filter(text -> text.contains("JFR")).forEach(Console::say);
    }
}
