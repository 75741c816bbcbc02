package dev.holdfast.local.platform;

import dev.holdfast.local.StackException;
import dev.holdfast.local.StateHome;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.kafka.KafkaServer;
import dev.holdfast.local.logs.LogKeeper;
import dev.holdfast.local.nginx.Fronts;
import dev.holdfast.local.nginx.NginxServer;
import dev.holdfast.local.postgres.PostgresBinaries;
import dev.holdfast.local.postgres.PostgresCluster;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.redis.RedisServer;
import dev.holdfast.local.service.ServiceInstance;
import dev.holdfast.local.service.ServiceKind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All parts of a platform and how they hang together. Cheap to make; starts nothing. */
public final class Platform {
    /** Places that nginx has for the instances of a service; more instances make more places. */
    private static final int PLACES = 8;

    private final Path state;
    private final Settings settings;
    private final PostgresCluster postgres;
    private final RedisServer redis;
    private final KafkaServer kafka;
    private final NginxServer nginx;
    private final LogKeeper logKeeper;
    private final Wiring wiring;

    public Platform(Path state, Settings settings) {
        this.state = state;
        this.settings = settings;
        var base = settings.portBase();
        this.postgres = new PostgresCluster(state, PostgresBinaries.in(StateHome.binaries()), base + 1, base + 2, "");
        this.redis = new RedisServer(state, base + 10);
        this.kafka = new KafkaServer(state, () -> brokerJars(state), base + 20, base + 21);
        this.nginx = new NginxServer(
                state,
                new Fronts(
                        settings.publicPort(),
                        settings.apiPort(),
                        settings.opsPort(),
                        places(ServiceKind.LINK_READER),
                        places(ServiceKind.LINK_WRITER),
                        places(ServiceKind.CLICK_WORKER)));
        this.logKeeper = new LogKeeper(state);
        this.wiring = new Wiring(state, settings, postgres, redis, kafka);
    }

    /** Ports at which nginx looks for instances, taken or not. */
    List<Integer> places(ServiceKind kind) {
        var places = (settings.instances(kind) / PLACES + 1) * PLACES;
        return IntStream.rangeClosed(1, Math.min(places, ServiceKind.MAX_INSTANCES))
                .mapToObj(number -> kind.port(settings.portBase(), number))
                .toList();
    }

    private static Path brokerJars(Path state) {
        return Programs.copyLibraries(state, "kafka", Folders.repository().resolve("infra/kafka/target/lib"));
    }

    /** Folders of the copied programs that are in use. */
    List<Path> programs() {
        return Stream.concat(
                        Stream.of(brokerJars(state)),
                        Stream.of(ServiceKind.values()).map(wiring::jar))
                .map(Path::getParent)
                .toList();
    }

    public Path state() {
        return state;
    }

    public Settings settings() {
        return settings;
    }

    public PostgresCluster postgres() {
        return postgres;
    }

    public RedisServer redis() {
        return redis;
    }

    public KafkaServer kafka() {
        return kafka;
    }

    public NginxServer nginx() {
        return nginx;
    }

    public LogKeeper logKeeper() {
        return logKeeper;
    }

    public Wiring wiring() {
        return wiring;
    }

    public List<ServiceInstance> instances(ServiceKind kind) {
        return IntStream.rangeClosed(1, settings.instances(kind))
                .mapToObj(number -> instance(kind, number))
                .toList();
    }

    public ServiceInstance instance(ServiceKind kind, int number) {
        return new ServiceInstance(state, kind, number, settings.portBase(), wiring);
    }

    /** The parts an operator can name, backends first. */
    public List<Server> parts() {
        return Stream.of(
                        Stream.of(postgres.first(), postgres.second(), redis, kafka),
                        Stream.of(ServiceKind.values()).flatMap(kind -> instances(kind).stream()),
                        Stream.of(nginx))
                .flatMap(parts -> parts)
                .map(Server.class::cast)
                .toList();
    }

    public Server part(String name) {
        return parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StackException("there is no part '" + name + "'. There are: "
                        + parts().stream().map(Server::name).collect(Collectors.joining(", "))));
    }
}
