package dev.holdfast.local.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how a process runs.
 *
 * @param command program and arguments
 * @param environment variables beside ours
 * @param user the system user to become, or null to stay who we are
 * @param configuration text of its configuration files
 */
public record Launch(
        List<String> command,
        Map<String, String> environment,
        @Nullable String user,
        String configuration) {

    public Launch(List<String> command, String configuration) {
        this(command, Map.of(), null, configuration);
    }

    /** Equal for launches that come to the same. Reveals nothing of what goes in. */
    String fingerprint() {
        var all = command + "\n" + new TreeMap<>(environment) + "\n" + user + "\n" + configuration;
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
