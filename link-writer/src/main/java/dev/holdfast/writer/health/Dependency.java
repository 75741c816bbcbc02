package dev.holdfast.writer.health;

import java.util.Optional;

/** Something outside that a writer uses. Beans of this type are shown at /health. */
public interface Dependency {
    /** The name of the state the writer is in because of it, empty when all is well. May block for a second. */
    Optional<String> trouble();

    /** Whether a writer can't write without it. */
    boolean isEssential();
}
