package dev.holdfast.local.cli;

import dev.holdfast.local.StackException;
import dev.holdfast.local.platform.Lifecycle;
import dev.holdfast.local.platform.Platform;
import dev.holdfast.local.platform.Progress;
import dev.holdfast.local.platform.Settings;
import dev.holdfast.local.platform.StackLock;
import dev.holdfast.local.platform.Status;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.service.ServiceKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The commands, one method each. Those that change something hold the lock while they do. */
final class Commands {
    private static final int LOG_LINES = 200;

    private final Path state;
    private final PrintStream out;

    Commands(Path state, PrintStream out) {
        this.state = state;
        this.out = out;
    }

    void run(String command, List<String> arguments) {
        switch (command) {
            case "up" -> up(UpOptions.parse(arguments));
            case "down" -> down(none(arguments));
            case "status" -> status(arguments);
            case "logs" -> logs(arguments);
            case "env" -> env(none(arguments));
            case "scale" -> scale(arguments);
            case "start" -> part(command, arguments, this::start);
            case "stop" -> part(command, arguments, part -> step(part, "stopped", part::stop));
            case "kill" -> part(command, arguments, part -> step(part, "killed", part::kill));
            case "pause" -> part(command, arguments, part -> step(part, "paused", part::pause));
            case "resume" -> part(command, arguments, part -> step(part, "resumed", part::resume));
            case "promote" -> promote(none(arguments));
            default -> throw new UsageException("there is no command '" + command + "'");
        }
    }

    private static List<String> none(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new UsageException("'" + arguments.getFirst() + "' is one word too many");
        }
        return arguments;
    }

    private void up(UpOptions options) {
        var progress = new Progress(out);
        try (var lock = StackLock.take(state, "up", out)) {
            if (options.fresh() && Settings.exist(state)) {
                new Lifecycle(known(), progress).down();
            }
            if (options.fresh()) {
                Lifecycle.erase(state);
            }
            var settings = options.apply(Settings.of(state, System.getenv())).withTuning(Tuning.of(System.getenv()));
            var platform = new Platform(state, settings);
            new Lifecycle(platform, progress).up();
            out.println(Welcome.text(platform, progress.total()));
        }
    }

    private void down(List<String> none) {
        if (!Settings.exist(state)) {
            out.println("Nothing was ever started in " + state);
            return;
        }
        try (var lock = StackLock.take(state, "down", out)) {
            new Lifecycle(known(), new Progress(out)).down();
        }
        out.println("Down. The data stays in " + state);
    }

    /** The platform as it was last started. */
    private Platform known() {
        if (!Settings.exist(state)) {
            throw new StackException("nothing was ever started in " + state + ": `infra/stack up` does");
        }
        return new Platform(state, Settings.of(state, Map.of()));
    }

    private void status(List<String> arguments) {
        var all = Status.of(known());
        if (arguments.equals(List.of("--json"))) {
            out.println(all.stream().map(Status::json).collect(Collectors.joining(",\n ", "{\"parts\":[\n ", "]}")));
        } else {
            none(arguments);
            all.forEach(status -> out.println(status.line()));
        }
    }

    private void logs(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new UsageException("logs needs the NAME of a part, and takes -f");
        }
        var follow = arguments.size() == 2;
        if (follow && !arguments.get(1).equals("-f")) {
            throw new UsageException("logs does not know '" + arguments.get(1) + "'");
        }
        var line = new ArrayList<>(List.of("tail", "-n", Integer.toString(LOG_LINES)));
        if (follow) {
            line.add("-F");
        }
        line.add(known().part(arguments.getFirst()).process().log().toString());
        try {
            new ProcessBuilder(line).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new StackException("cannot run tail: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void env(List<String> none) {
        known().wiring().exports().forEach((name, value) -> out.println("export " + name + "=" + quote(value)));
    }

    private static String quote(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    private void scale(List<String> arguments) {
        if (arguments.size() != 2) {
            throw new UsageException("scale needs a SERVICE and a number");
        }
        var kind = ServiceKind.of(arguments.getFirst());
        var count = UpOptions.number("scale", arguments.get(1));
        try (var lock = StackLock.take(state, "scale", out)) {
            var before = known();
            var platform = new Platform(state, before.settings().withInstances(kind, count));
            new Lifecycle(platform, new Progress(out)).scale(kind);
        }
    }

    private void part(String command, List<String> arguments, Consumer<Server> action) {
        if (arguments.size() != 1) {
            throw new UsageException(command + " needs the NAME of one part");
        }
        try (var lock = StackLock.take(state, command + " " + arguments.getFirst(), out)) {
            action.accept(known().part(arguments.getFirst()));
        }
    }

    private void start(Server part) {
        part.process().endLeftovers();
        step(part, "ready", part::start);
    }

    private void step(Server part, String done, Runnable action) {
        new Progress(out).step(part.name(), done, action);
    }

    private void promote(List<String> none) {
        try (var lock = StackLock.take(state, "promote", out)) {
            out.println(known().postgres().promote());
            out.println("The services find it by themselves; `infra/stack env` names it from now on.");
        }
    }
}
