package dev.holdfast.local.process;

import java.nio.file.Path;

/** The Java we run on ourselves, which is the one for all that we start. */
public final class JavaRuntime {
    private JavaRuntime() {}

    public static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
