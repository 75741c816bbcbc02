package dev.holdfast.local.platform;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.Command;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.process.SystemUser;
import dev.holdfast.local.service.ServiceInstance;
import dev.holdfast.local.service.ServiceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Brings a whole platform up and down, and changes how many instances it has. The caller holds the lock. */
public final class Lifecycle {
    private final Platform platform;
    private final Progress progress;

    public Lifecycle(Platform platform, Progress progress) {
        this.platform = platform;
        this.progress = progress;
    }

    /** Starts what does not run and repairs what runs otherwise than it should. */
    public void up() {
        requireReachableState();
        platform.parts().forEach(part -> part.process().endLeftovers());
        new PortCheck(platform).require();
        platform.settings().save(platform.state());
        progress.say("Starting in " + platform.state());
        start(platform.logKeeper());
        var postgres = platform.postgres();
        Together.run(List.of(
                () -> {
                    start(postgres.leader());
                    start(postgres.follower());
                },
                () -> start(platform.redis()),
                () -> start(platform.kafka())));
        startServices();
        start(platform.nginx());
        stop(unwanted().toList());
        Programs.prune(platform.state(), platform.programs());
    }

    /** The first writer brings the database up to date; everything else needs it so. */
    private void startServices() {
        var writers = platform.instances(ServiceKind.LINK_WRITER);
        writers.stream().limit(1).forEach(this::start);
        Together.run(List.of(
                () -> startAll(writers.stream().skip(1).toList()),
                () -> startAll(platform.instances(ServiceKind.LINK_READER)),
                () -> startAll(platform.instances(ServiceKind.CLICK_WORKER))));
    }

    /** The missing ones together; then those that run one after another, in case they must be restarted. */
    private void startAll(List<ServiceInstance> instances) {
        var running = instances.stream().filter(Server::running).toList();
        Together.run(instances.stream()
                .filter(instance -> !running.contains(instance))
                .<Runnable>map(instance -> () -> start(instance))
                .toList());
        running.forEach(this::start);
    }

    /** Starts one part, or repairs it. */
    public void start(Server part) {
        progress.step(part.name(), "ready", part::start);
        if (part instanceof ServiceInstance service && service.refusesCache()) {
            progress.say("  " + part.name() + " does not take its AOT cache and started without; its log says why");
        }
    }

    private void requireReachableState() {
        var user = SystemUser.unprivileged();
        var state = platform.state();
        var reachable = new Command(SystemUser.as(user, List.of("test", "-x", state.toString()))).run();
        if (reachable.exit() != 0) {
            throw new StackException("Postgres runs as user " + user + ", who can't reach " + state
                    + ": choose another folder with HOLDFAST_STATE, or open its parents (chmod o+x)");
        }
    }

    /** Stops everything that was ever started here. */
    public void down() {
        stop(List.of(platform.nginx()));
        stop(Stream.concat(instances(), unwanted()).toList());
        stop(List.of(platform.kafka(), platform.redis()));
        stop(List.of(platform.postgres().leader()));
        stop(List.of(platform.postgres().follower())); // has received the end of the leader's log by now
        stop(List.of(platform.logKeeper()));
    }

    private void stop(List<? extends Server> parts) {
        Together.run(parts.stream().<Runnable>map(part -> () -> stop(part)).toList());
    }

    private void stop(Server part) {
        if (part.running()) {
            progress.step(part.name(), "stopped", part::stop);
        } else {
            part.process().endLeftovers();
        }
    }

    private Stream<ServiceInstance> instances() {
        return Arrays.stream(ServiceKind.values()).flatMap(kind -> platform.instances(kind).stream());
    }

    /** Instances beyond the number that there should be, and that run. */
    private Stream<ServiceInstance> unwanted() {
        return Arrays.stream(ServiceKind.values())
                .flatMap(kind -> IntStream.rangeClosed(
                                platform.settings().instances(kind) + 1, ServiceKind.MAX_INSTANCES)
                        .mapToObj(number -> platform.instance(kind, number)))
                .filter(Server::running);
    }

    /** Brings the instances of a service to the number in the settings, while the platform runs. */
    public void scale(ServiceKind kind) {
        if (!platform.nginx().running()) {
            throw new StackException("the platform is not up: `infra/stack up` starts it");
        }
        platform.settings().save(platform.state());
        new PortCheck(platform).require();
        startAll(platform.instances(kind));
        start(platform.nginx()); // it may need more places
        stop(unwanted().filter(instance -> instance.kind() == kind).toList());
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (var folders = Files.list(parent)) {
            return folders.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws away all data of a platform that is down. */
    public static void erase(Path state) {
        for (var folder : folders(state)) {
            if (!folder.getFileName().toString().startsWith("lock")) {
                Folders.delete(folder);
            }
        }
    }
}
