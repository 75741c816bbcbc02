package dev.holdfast.local.service;

import java.nio.file.Path;
import java.util.Map;

/** What the instances of a service have in common. */
public interface ServiceSetup {
    /** The program, with its libraries in folder {@code lib} beside it. */
    Path jar(ServiceKind kind);

    /** Environment variables. */
    Map<String, String> environment(ServiceKind kind);
}
