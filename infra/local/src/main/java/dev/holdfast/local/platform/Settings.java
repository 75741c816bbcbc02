package dev.holdfast.local.platform;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Template;
import dev.holdfast.local.service.ServiceKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What can be chosen about a platform. Remembered in its state folder: a later command need not be told again.
 *
 * @param publicPort of the front for redirects
 * @param apiPort of the front for API callers
 * @param opsPort of the front for operators
 * @param portBase all other ports are counted from it
 * @param instances how many of each service
 * @param tuning further environment variables for the services
 */
public record Settings(
        int publicPort,
        int apiPort,
        int opsPort,
        int portBase,
        Map<ServiceKind, Integer> instances,
        Map<String, String> tuning) {
    private static final String TUNING = "tuning.";

    private static Path file(Path state) {
        return state.resolve("platform.properties");
    }

    /** Whether a platform was ever started with this state. */
    public static boolean exist(Path state) {
        return Files.exists(file(state));
    }

    /**
     * What the environment says; else what is remembered; else the usual.
     *
     * @param environment variables by name, as of {@link System#getenv()}
     */
    public static Settings of(Path state, Map<String, String> environment) {
        var known = load(state);
        var instances = new TreeMap<ServiceKind, Integer>();
        for (var kind : ServiceKind.values()) {
            instances.put(kind, number(known, "instances." + kind.text(), kind.usual()));
        }
        var tuning = new TreeMap<String, String>();
        known.stringPropertyNames().stream()
                .filter(name -> name.startsWith(TUNING))
                .forEach(name -> tuning.put(name.substring(TUNING.length()), known.getProperty(name)));
        return new Settings(
                port(environment, "HOLDFAST_PUBLIC_PORT", number(known, "port.public", 8080)),
                port(environment, "HOLDFAST_API_PORT", number(known, "port.api", 8081)),
                port(environment, "HOLDFAST_OPS_PORT", number(known, "port.ops", 8082)),
                port(environment, "HOLDFAST_PORT_BASE", number(known, "port.base", 18000)),
                instances,
                tuning);
    }

    private static Properties load(Path state) {
        var properties = new Properties();
        if (exist(state)) {
            try (var reader = Files.newBufferedReader(file(state))) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }

    private static int number(Properties properties, String name, int otherwise) {
        return Integer.parseInt(properties.getProperty(name, Integer.toString(otherwise)));
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        var text = environment.getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            var port = Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new StackException(name + "=" + text + " is not a number", e);
        }
        throw new StackException(name + "=" + text + " is not a port: 1 to 65535");
    }

    public Settings withInstances(ServiceKind kind, int count) {
        if (count < 0 || count > ServiceKind.MAX_INSTANCES) {
            throw new StackException(
                    "there can be 0 to " + ServiceKind.MAX_INSTANCES + " of " + kind.text() + ", not " + count);
        }
        var changed = new TreeMap<>(instances);
        changed.put(kind, count);
        return new Settings(publicPort, apiPort, opsPort, portBase, changed, tuning);
    }

    public Settings withTuning(Map<String, String> other) {
        return new Settings(publicPort, apiPort, opsPort, portBase, instances, Map.copyOf(other));
    }

    public int instances(ServiceKind kind) {
        return instances.getOrDefault(kind, 0);
    }

    public void save(Path state) {
        var properties = new Properties();
        properties.setProperty("port.public", Integer.toString(publicPort));
        properties.setProperty("port.api", Integer.toString(apiPort));
        properties.setProperty("port.ops", Integer.toString(opsPort));
        properties.setProperty("port.base", Integer.toString(portBase));
        instances.forEach((kind, count) -> properties.setProperty("instances." + kind.text(), count.toString()));
        tuning.forEach((name, value) -> properties.setProperty(TUNING + name, value));
        var text = new StringWriter();
        try {
            properties.store(text, "Written by infra/stack");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Template.write(file(state), text.toString());
    }
}
