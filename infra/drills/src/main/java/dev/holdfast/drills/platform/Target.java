package dev.holdfast.drills.platform;

import dev.holdfast.drills.catalogue.Kind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** A running platform. */
public interface Target {
    Kind kind();

    Fronts fronts();

    /** What tells it from all others of this machine, as a file name. */
    String identity();

    /** For fronts that speak TLS. */
    SSLSocketFactory tls();

    /** All parts, as they are now. Takes a moment. */
    List<Part> parts();

    /** Does this to all of these parts at once. Returns when it is done; a part that was started need not serve yet. */
    void act(Verb verb, List<String> parts);

    /** Does what is special to this kind of platform, such as {@code promote}. */
    void special(String command, List<String> arguments);

    /** How many Postgres servers take writes right now, as they say themselves; fails when one does not say in time. */
    int primaries();

    /** Where a service tells its metrics. Absent when it does not run. */
    Optional<URI> metrics(String part);
}
