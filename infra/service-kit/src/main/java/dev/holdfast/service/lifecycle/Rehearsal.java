package dev.holdfast.service.lifecycle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The main class while an AOT cache is trained: loads what a start needs once its backends answer, of which there are
 * none in training, and then starts the service. The classes stand in the service's {@value #CLASSES}, one a line.
 */
public final class Rehearsal {
    /** Lines that begin with {@code #} are comments. */
    public static final String CLASSES = "rehearsal.classes";

    private Rehearsal() {}

    /** @param args the service's own main class, and its arguments */
    public static void main(String[] args) throws ReflectiveOperationException, IOException {
        load(Rehearsal.class.getClassLoader());
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    /**
     * Loads them. A class that is gone costs the start some microseconds and must not cost the cache: another JDK has
     * others.
     *
     * @return the names of those that are gone
     */
    public static List<String> load(ClassLoader loader) throws IOException {
        List<String> gone = new ArrayList<>();
        for (String name : classes(loader)) {
            try {
                Class.forName(name, false, loader);
            } catch (ClassNotFoundException _) {
                gone.add(name);
            }
        }
        return gone;
    }

    /** @throws IOException also when the service has no list */
    private static List<String> classes(ClassLoader loader) throws IOException {
        try (InputStream list = loader.getResourceAsStream(CLASSES)) {
            if (list == null) {
                throw new IOException(CLASSES + " is not on the class path");
            }
            return new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
