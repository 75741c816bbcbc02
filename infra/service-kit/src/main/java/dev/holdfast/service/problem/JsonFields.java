package dev.holdfast.service.problem;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import io.micronaut.json.tree.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request, read strictly. Tells an absent field ({@link #has} is false) from one that is null, as a
 * PATCH needs; the readers answer null for both. All failures are {@link ProblemException}s that name the field.
 * Immutable.
 */
public final class JsonFields {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final Instant EARLIEST = Instant.EPOCH;

    private final Map<String, JsonNode> fields;

    private JsonFields(Map<String, JsonNode> fields) {
        this.fields = fields;
    }

    /**
     * The fields of this object.
     *
     * @param known the only names that are allowed
     * @throws ProblemException {@code malformed-request} when the node is not an object, {@code unknown-field} when it
     *     has a field that is not among the known
     */
    public static JsonFields of(@Nullable JsonNode node, Set<String> known) {
        if (node == null || !node.isObject()) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "A JSON object is needed here.");
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.entries()) {
            if (!known.contains(entry.getKey())) {
                throw BodyProblems.unknownField(shortened(entry.getKey()));
            }
            fields.put(entry.getKey(), entry.getValue());
        }
        return new JsonFields(fields);
    }

    /** Whether the field stands in the object, be it as null. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** A string, or null when the field is absent or null. */
    public @Nullable String text(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw invalid(name, "must be a string");
        }
        return value.getStringValue();
    }

    /** A string that must be there. */
    public String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw invalid(name, "is required");
        }
        return text;
    }

    /** A whole number of 32 bits, or null when the field is absent or null. */
    public @Nullable Integer integer(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw invalid(name, "must be a whole number");
        }
        return exactInt(name, value);
    }

    /** True or false, or null when the field is absent or null. */
    public @Nullable Boolean bool(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw invalid(name, "must be true or false");
        }
        return value.getBooleanValue();
    }

    /** A time of the years 1970 to 9999, or null when the field is absent or null. */
    public @Nullable Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeParseException _) {
            // said below
        }
        throw invalid(name, "must be a time with offset as in ISO 8601, for example 2030-01-31T12:00:00Z");
    }

    /** A list of strings, or null when the field is absent or null. */
    public @Nullable List<String> texts(String name) {
        List<JsonNode> nodes = nodes(name);
        if (nodes == null) {
            return null;
        }
        List<String> texts = new ArrayList<>(nodes.size());
        for (JsonNode node : nodes) {
            if (!node.isString()) {
                throw invalid(name, "must be a list of strings");
            }
            texts.add(node.getStringValue());
        }
        return texts;
    }

    /** A list of whatever, or null when the field is absent or null. */
    public @Nullable List<JsonNode> nodes(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            throw invalid(name, "must be a list");
        }
        List<JsonNode> nodes = new ArrayList<>(value.size());
        value.values().forEach(nodes::add);
        return nodes;
    }

    /** The exception for a field whose value can't be accepted: {@code 'name' requirement.} */
    public static ProblemException invalid(String name, String requirement) {
        return new ProblemException(ProblemCode.INVALID_FIELD, "'" + name + "' " + requirement + ".", name);
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = fields.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Numbers with a fraction or an exponent are doubles by now: beyond their range, infinite. */
    private static int exactInt(String name, JsonNode value) {
        try {
            return value.getBigDecimalValue().intValueExact();
        } catch (ArithmeticException | NumberFormatException _) {
            throw invalid(name, "must be a whole number");
        }
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "...";
    }
}
