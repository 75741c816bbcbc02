package dev.holdfast.bench.startup;

import dev.holdfast.bench.BenchException;
import dev.holdfast.local.service.ServiceInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process occupies of the machine's memory. */
final class ResidentMemory {
    private static final String LINE = "VmRSS:";

    private ResidentMemory() {}

    static double megabytes(ServiceInstance service) {
        long pid = service.process().pid().orElseThrow(() -> new BenchException(service.name() + " has ended"));
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(LINE))
                            .map(line -> line.replaceAll("[^0-9]", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElseThrow(() -> new BenchException(service.name() + " has ended"))
                    / 1000.0
                    * 1.024;
        } catch (IOException e) {
            throw new BenchException(service.name() + ": " + e.getMessage());
        }
    }
}
