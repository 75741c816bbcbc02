package dev.holdfast.local.files;

import dev.holdfast.local.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Text with places written <code>${NAME}</code>. Every place must be given a value; {@code $name} and other uses of the
 * dollar sign, as in nginx's files, stay.
 */
public final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

    private final String name;
    private final String text;

    public Template(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** @param path below the checkout's {@code infra} folder */
    public static Template infra(String path) {
        try {
            return new Template(
                    path, Files.readString(Folders.repository().resolve("infra").resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String render(Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(place -> {
            var value = values.get(place.group(1));
            if (value == null) {
                throw new StackException("infra/" + name + " has a place for " + place.group(1) + " and none is known");
            }
            return java.util.regex.Matcher.quoteReplacement(value);
        });
    }

    /** Renders into a file that appears whole, readable by its owner only. */
    public void write(Path file, Map<String, String> values) {
        write(file, render(values));
    }

    /** Writes a file that appears whole, readable by its owner only. */
    public static void write(Path file, String content) {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            var fresh = Files.createTempFile(
                    file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new", owner);
            Files.writeString(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
