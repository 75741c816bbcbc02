package dev.holdfast.drills.catalogue;

import dev.holdfast.drills.DrillException;
import java.util.Arrays;
import java.util.Locale;

/** Kinds of platform. */
public enum Kind {
    /** Plain processes: {@code infra/stack up}. */
    EMBEDDED,
    /** Containers, one of each backend. */
    COMPOSE,
    /** Containers with the highly available overlay. */
    HA;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(() -> DrillException.error("there is no kind of platform '" + text + "'"));
    }
}
