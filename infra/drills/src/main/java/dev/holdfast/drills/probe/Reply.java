package dev.holdfast.drills.probe;

import java.util.Map;

/**
 * An answer.
 *
 * @param headers by name in lower case
 */
public record Reply(int status, Map<String, String> headers, String body) {
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
