package dev.holdfast.local.postgres;

import dev.holdfast.local.files.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** The roles' passwords: random, one set per state folder, kept in a file that only its owner can read. */
public final class PostgresPasswords {
    /** Superuser of the platform: for people and drills, used by no service. */
    public static final String ADMIN = "holdfast_admin";

    static final String REPLICATOR = "replicator";
    static final List<String> SERVICES = List.of("holdfast_writer", "holdfast_reader", "holdfast_worker");

    private final Properties values;

    private PostgresPasswords(Properties values) {
        this.values = values;
    }

    /** Reads the file, or makes it. */
    public static PostgresPasswords in(Path file) {
        if (!Files.exists(file)) {
            var random = new SecureRandom();
            Template.write(
                    file,
                    java.util.stream.Stream.concat(java.util.stream.Stream.of(ADMIN, REPLICATOR), SERVICES.stream())
                            .map(role -> role + "=" + random(random) + "\n")
                            .collect(Collectors.joining()));
        }
        try (var reader = Files.newBufferedReader(file)) {
            var values = new Properties();
            values.load(reader);
            return new PostgresPasswords(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String random(SecureRandom random) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public String of(String role) {
        var password = values.getProperty(role);
        if (password == null) {
            throw new IllegalArgumentException("no such role: " + role);
        }
        return password;
    }
}
