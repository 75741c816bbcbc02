package dev.holdfast.drills.platform;

import dev.holdfast.drills.catalogue.Kind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** A platform that is probed at another address than its own. */
record Elsewhere(Target platform, Fronts fronts) implements Target {
    @Override
    public Kind kind() {
        return platform.kind();
    }

    @Override
    public String identity() {
        return platform.identity();
    }

    @Override
    public SSLSocketFactory tls() {
        return platform.tls();
    }

    @Override
    public List<Part> parts() {
        return platform.parts();
    }

    @Override
    public void act(Verb verb, List<String> parts) {
        platform.act(verb, parts);
    }

    @Override
    public void special(String command, List<String> arguments) {
        platform.special(command, arguments);
    }

    @Override
    public int primaries() {
        return platform.primaries();
    }

    @Override
    public Optional<URI> metrics(String part) {
        return platform.metrics(part);
    }
}
