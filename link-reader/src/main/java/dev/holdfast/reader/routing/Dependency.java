package dev.holdfast.reader.routing;

import java.util.List;

/** Something that a reader uses and can do without for a while. Every bean of this type shows up in the health. */
public interface Dependency {
    /** The states of docs/failure-modes.md that it is in: {@code redis-down}, ...; empty when all is well. Quick. */
    List<String> states();
}
