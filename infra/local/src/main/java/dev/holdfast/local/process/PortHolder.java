package dev.holdfast.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who listens on a port. */
public final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int MAX_COMMAND = 120;

    private PortHolder() {}

    /** Whether we could listen on it. */
    public static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Describes the process that listens on it, as well as we may know. */
    public static String describe(int port) {
        var pid = Files.isReadable(PROC.resolve("net/tcp")) ? fromProc(port) : fromLsof(port);
        return pid.map(PortHolder::describeProcess)
                .orElse("a process that we may not see (another user's, or in another container)");
    }

    private static String describeProcess(long pid) {
        var command = ProcessHandle.of(pid)
                .flatMap(process ->
                        process.info().commandLine().or(() -> process.info().command()))
                .or(() -> name(pid))
                .orElse("unknown");
        var shown = command.length() > MAX_COMMAND ? command.substring(0, MAX_COMMAND) + "..." : command;
        return "process " + pid + " (" + shown + ")";
    }

    /** For processes that have overwritten their command line. */
    private static Optional<String> name(long pid) {
        try {
            var line = Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"))
                    .replace('\0', ' ')
                    .strip();
            return line.isEmpty() ? Optional.empty() : Optional.of(line);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> fromLsof(int port) {
        return Command.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fp")
                .output()
                .lines()
                .filter(line -> line.startsWith("p"))
                .map(line -> Long.valueOf(line.substring(1)))
                .findFirst();
    }

    private static Optional<Long> fromProc(int port) {
        var sockets = new HashSet<String>();
        addListening(PROC.resolve("net/tcp"), port, sockets);
        addListening(PROC.resolve("net/tcp6"), port, sockets);
        return ProcessTable.SYSTEM.all().stream()
                .map(ProcessTable.Row::pid)
                .filter(pid -> holdsOneOf(pid, sockets))
                .findFirst();
    }

    /** Lines are: number, local address:port in hex, remote, state, four fields, inode. See proc(5). */
    private static void addListening(Path table, int port, Set<String> sockets) {
        var ending = String.format(Locale.ROOT, ":%04X", port);
        try {
            Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 9 && fields[1].endsWith(ending) && fields[3].equals(LISTENING))
                    .forEach(fields -> sockets.add("socket:[" + fields[9] + "]"));
        } catch (IOException e) {
            return; // no IPv6
        }
    }

    private static boolean holdsOneOf(long pid, Set<String> sockets) {
        try (var descriptors = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (var descriptor : descriptors) {
                if (isOneOf(descriptor, sockets)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // ended meanwhile, or not ours to look into
        }
    }

    private static boolean isOneOf(Path descriptor, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            return false;
        }
    }
}
