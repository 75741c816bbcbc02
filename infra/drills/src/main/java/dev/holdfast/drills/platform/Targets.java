package dev.holdfast.drills.platform;

import dev.holdfast.drills.DrillException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the platform to be drilled. */
public final class Targets {
    private Targets() {}

    /**
     * A platform of this checkout or this Docker engine, reached at a private address.
     *
     * @param on {@code embedded} or {@code compose}; null for whichever runs, the embedded one first
     * @param url another address of its public front
     */
    public static Target find(@Nullable String on, @Nullable URI url) {
        Target found = found(on)
                .orElseThrow(() -> DrillException.precondition(
                        on == null
                                ? "no platform runs: start one with `infra/stack up` or `docker compose -f"
                                        + " infra/compose/compose.yaml up --detach --wait`"
                                : "no platform of kind '" + on + "' runs"));
        Target target =
                url == null ? found : new Elsewhere(found, found.fronts().at(url));
        Addresses.requirePrivate(target.fronts());
        return target;
    }

    private static Optional<Target> found(@Nullable String on) {
        if (on == null) {
            return EmbeddedTarget.find().or(ComposeTarget::find);
        }
        return switch (on) {
            case "embedded" -> EmbeddedTarget.find();
            case "compose" -> ComposeTarget.find();
            default -> throw DrillException.precondition("--on takes embedded or compose, not '" + on + "'");
        };
    }
}
