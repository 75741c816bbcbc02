package dev.holdfast.local.service;

import dev.holdfast.local.process.JavaRuntime;
import dev.holdfast.local.process.Launch;
import dev.holdfast.local.process.ManagedProcess;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.process.Signal;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One process of one of our services. */
public final class ServiceInstance extends Server {
    private static final int ANSWER_MILLIS = 2000;

    private final ServiceKind kind;
    private final int number;
    private final int portBase;
    private final ServiceSetup setup;

    /** @param number counted from 1 */
    public ServiceInstance(Path state, ServiceKind kind, int number, int portBase, ServiceSetup setup) {
        super(
                new ManagedProcess(kind.text() + "-" + number, state),
                Signal.TERM,
                Duration.ofSeconds(120),
                Duration.ofSeconds(20));
        this.kind = kind;
        this.number = number;
        this.portBase = portBase;
        this.setup = setup;
    }

    public ServiceKind kind() {
        return kind;
    }

    public int number() {
        return number;
    }

    public int port() {
        return kind.port(portBase, number);
    }

    public int managementPort() {
        return kind.managementPort(portBase, number);
    }

    @Override
    protected Launch prepare() {
        var environment = new TreeMap<>(setup.environment(kind));
        environment.putAll(Map.of(
                "HOLDFAST_INSTANCE", name(),
                "HOLDFAST_HTTP_HOST", "127.0.0.1",
                "HOLDFAST_HTTP_PORT", Integer.toString(port()),
                "HOLDFAST_MANAGEMENT_PORT", Integer.toString(managementPort())));
        return new Launch(command(), environment, null, "");
    }

    private List<String> command() {
        var jar = setup.jar(kind);
        var command = new ArrayList<>(List.of(JavaRuntime.program()));
        command.addAll(ServiceJvm.options());
        command.addAll(ServiceJvm.cacheOptions(jar));
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + process().log().resolveSibling(name() + "-crash-%p.log"),
                "-jar",
                jar.toString()));
        return command;
    }

    /** Whether it runs without the AOT cache that there is: well, but it took longer to start. Its log says why. */
    public boolean refusesCache() {
        return running() && Files.exists(ServiceJvm.cache(setup.jar(kind))) && !usesCache();
    }

    /** Whether its JVM has an AOT cache in its memory. */
    public boolean usesCache() {
        return process()
                .pid()
                .map(pid -> ServiceJvm.uses(pid, ServiceJvm.cache(setup.jar(kind))))
                .orElse(false);
    }

    @Override
    public boolean answers() {
        try {
            var url = URI.create("http://127.0.0.1:" + managementPort() + "/health/readiness")
                    .toURL();
            var connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
