package dev.holdfast.drills.platform;

import dev.holdfast.drills.DrillException;
import dev.holdfast.drills.catalogue.Kind;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.Deadline;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;

/** The platform as containers of one Compose project. It touches containers of that project alone. */
final class ComposeTarget implements Target {
    private static final String PROJECT = "COMPOSE_PROJECT_NAME";

    private static final Duration RESTORING = Duration.ofMinutes(15);
    private static final Duration RECOVERING = Duration.ofMinutes(1);
    private static final Map<String, Integer> MANAGEMENT_PORTS =
            Map.of("link-writer", 18151, "link-reader", 18251, "click-worker", 18351);
    private static final String[] IN_RECOVERY = {"psql", "-XAtqc", "select pg_is_in_recovery()"};
    private static final String[] ROLE = {
        "psql",
        "-XAtqc",
        "select case when pg_is_in_recovery() then 'replica' else 'primary' end || ' ' "
                + "|| coalesce((select status from pg_stat_wal_receiver), '')"
    };
    private static final String STREAMS = "replica streaming";
    /** On the loopback both balancers have it. */
    private static final String[] HOLDS = {
        "sh", "-c", "ip -o -4 address show to \"$HOLDFAST_FLOATING\" | grep -qv ' lo ' && echo holder"
    };

    private static final String CRASH =
            "kill -9 \"$(head -n 1 \"$(psql -XAtqc 'show data_directory')/postmaster.pid\")\"";

    private final Exports exports;
    private final Docker docker;
    private final Kind kind;
    /** Of those that were cut off the peers' network, their addresses in it. */
    private final Map<String, String> cut = new ConcurrentHashMap<>();

    private ComposeTarget(Exports exports, Docker docker, Kind kind) {
        this.exports = exports;
        this.docker = docker;
        this.kind = kind;
    }

    /** Absent where no engine answers, or no such platform runs. */
    static Optional<Target> find() {
        Path env = Folders.repository().resolve("infra/compose/env");
        if (!Files.exists(env)) {
            return Optional.empty();
        }
        Program.Result printed = Program.of(List.of(env.toString())).run();
        if (printed.exit() != 0) {
            return Optional.empty();
        }
        Exports exports = Exports.parse(printed.output());
        Docker docker = new Docker(exports.get(PROJECT));
        boolean pair = docker.containers().stream()
                .anyMatch(container -> container.service().equals("postgres-primary"));
        return Optional.of(new ComposeTarget(exports, docker, pair ? Kind.COMPOSE : Kind.HA));
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Fronts fronts() {
        return exports.fronts();
    }

    @Override
    public String identity() {
        return "compose-" + docker.project();
    }

    @Override
    public SSLSocketFactory tls() {
        return exports.find("CURL_CA_BUNDLE")
                .map(bundle -> Authority.of(Path.of(bundle)))
                .orElseThrow(() -> DrillException.precondition("this platform speaks no TLS"));
    }

    @Override
    public List<Part> parts() {
        return docker.containers().parallelStream()
                .map(this::part)
                .sorted(Comparator.comparing(Part::name))
                .toList();
    }

    private Part part(Container container) {
        String role = container.serves() ? role(container) : "";
        String state = cut.containsKey(container.service()) ? "cut" : container.state();
        // Patroni calls a replica alive that follows nobody: another failover could not use it.
        boolean idle = state.equals("up") && role.startsWith("replica") && !role.equals(STREAMS);
        return new Part(
                container.service(),
                idle ? "not-streaming" : state,
                role.replaceFirst(" .*", ""),
                container.label("dev.holdfast.zone"));
    }

    private static String role(Container container) {
        if (container.service().startsWith("postgres")) {
            return Docker.ask(container, ROLE);
        }
        if (container.service().startsWith("nginx")) {
            return Docker.ask(container, HOLDS);
        }
        boolean redis =
                container.service().startsWith("redis") && !container.service().contains("sentinel");
        return redis && Docker.ask(container, "redis-cli", "role").startsWith("master") ? "master" : "";
    }

    @Override
    public void act(Verb verb, List<String> parts) {
        switch (verb) {
            case RESUME -> docker.all("unpause", parts);
            case CRASH -> parts.forEach(this::crash);
            case CUT -> parts.forEach(this::cut);
            case JOIN -> parts.forEach(this::join);
            default -> docker.all(verb.name().toLowerCase(Locale.ROOT), parts);
        }
    }

    /** Under Patroni the server alone; else the server is the container, which its owner starts again. */
    private void crash(String part) {
        if (kind == Kind.HA) {
            Docker.run(List.of("exec", docker.container(part).id(), "bash", "-c", CRASH));
        } else {
            docker.all("kill", List.of(part));
            docker.all("start", List.of(part));
        }
    }

    private String peers() {
        return docker.project() + "_cluster";
    }

    private void cut(String part) {
        Container container = docker.container(part);
        cut.put(part, container.address(peers()));
        Docker.run(List.of("network", "disconnect", peers(), container.id()));
    }

    private void join(String part) {
        String address = cut.get(part);
        if (address != null) {
            Docker.run(List.of(
                    "network",
                    "connect",
                    "--ip",
                    address,
                    peers(),
                    docker.container(part).id()));
            cut.remove(part);
        }
    }

    @Override
    public void special(String command, List<String> arguments) {
        switch (command) {
            case "promote" -> inside(arguments.getFirst(), "promote");
            case "flush" -> inside(holder("master"), "redis-cli", "flushall");
            case "drop-links" -> inside(holder("primary"), "psql", "-Xqc", "drop table link cascade", "holdfast");
            case "backup", "restore" -> stack(command, arguments);
            case "switchover" -> inside(holder("primary"), "patronictl", "switchover", "--force");
            case "lead" -> lead(arguments.getFirst());
            default -> throw DrillException.error("a platform of containers can't '" + command + "'");
        }
    }

    /** Has this Postgres server be the primary, with the others following it. */
    private void lead(String server) {
        String now = holder("primary");
        if (!now.equals(server)) {
            inside(now, "patronictl", "switchover", "--candidate", server, "--force");
        }
        if (!Deadline.in(RECOVERING).await(() -> leads(server))) {
            throw DrillException.error(server + " does not come to lead");
        }
    }

    private boolean leads(String server) {
        String followers = "select count(*) from pg_stat_replication where state = 'streaming'";
        long replicas =
                parts().stream().filter(part -> part.role().equals("replica")).count();
        return replicas > 0
                && Docker.ask(docker.container(server), "psql", "-XAtqc", followers)
                        .equals(Long.toString(replicas))
                && parts().stream()
                        .noneMatch(part -> part.name().startsWith("postgres")
                                && part.role().isEmpty())
                && holder("primary").equals(server);
    }

    private void stack(String command, List<String> arguments) {
        String stack = Folders.repository().resolve("infra/stack").toString();
        List<String> line = new ArrayList<>(List.of("env", PROJECT + "=" + docker.project(), stack, command));
        line.addAll(arguments);
        Program.detached(line, RESTORING).require();
    }

    private String holder(String role) {
        return parts().stream()
                .filter(part -> part.role().equals(role))
                .map(Part::name)
                .findFirst()
                .orElseThrow(() -> DrillException.error("nobody is " + role));
    }

    private void inside(String part, String... command) {
        List<String> line =
                new ArrayList<>(List.of("exec", docker.container(part).id()));
        line.addAll(List.of(command));
        Docker.run(line);
    }

    @Override
    public int primaries() {
        return (int) docker.containers().parallelStream()
                .filter(container -> container.service().startsWith("postgres") && container.serves())
                .filter(container -> Docker.askInTime(container, IN_RECOVERY).equals("f"))
                .count();
    }

    @Override
    public Optional<URI> metrics(String part) {
        Container container = docker.container(part);
        Integer port = MANAGEMENT_PORTS.get(part.replaceFirst("-\\d+$", ""));
        String address = container.address(docker.project() + "_default");
        return port == null || address.isEmpty()
                ? Optional.empty()
                : Optional.of(URI.create("http://" + address + ":" + port + "/prometheus"));
    }
}
