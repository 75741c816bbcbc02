package dev.holdfast.writer.idempotency;

import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/** Tells whether two JSON documents say the same, whatever their white space and the order of their fields. */
final class CanonicalJson {
    private final MessageDigest digest;

    private CanonicalJson(MessageDigest digest) {
        this.digest = digest;
    }

    /** SHA-256 of the operation's name and the document. */
    static byte[] hash(String operation, JsonNode document) {
        try {
            CanonicalJson json = new CanonicalJson(MessageDigest.getInstance("SHA-256"));
            json.put('o', operation);
            json.put(document);
            return json.digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** As deep as the parser lets a document be. */
    private void put(JsonNode node) {
        if (node.isObject()) {
            putObject(node);
        } else if (node.isArray()) {
            put('a', Integer.toString(node.size()));
            node.values().forEach(this::put);
        } else if (node.isString()) {
            put('s', node.getStringValue());
        } else {
            put('v', node.coerceStringValue());
        }
    }

    private void putObject(JsonNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.entries().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        put('{', Integer.toString(sorted.size()));
        sorted.forEach((name, value) -> {
            put('n', name);
            put(value);
        });
    }

    /** Kind and length go first, so that no two documents come out as the same bytes. */
    private void put(char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((kind + Integer.toString(bytes.length) + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
