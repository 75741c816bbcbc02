package dev.holdfast.worker.ops;

import dev.holdfast.service.problem.JsonFields;
import dev.holdfast.worker.deadletter.Cause;
import dev.holdfast.worker.deadletter.Selection;
import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which dead letters a request means. */
final class Selections {
    private static final Set<String> FIELDS = Set.of("all", "cause", "ids");

    private Selections() {}

    /** The body of a call on many letters, for the document: exactly one of its fields. */
    record Body(
            @Nullable Boolean all,
            @Nullable String cause,
            @Nullable List<Long> ids) {}

    /** From a body with exactly one of {@code all}, {@code cause} and {@code ids}. */
    static Selection of(JsonNode body) {
        JsonFields fields = JsonFields.of(body, FIELDS);
        if (FIELDS.stream().filter(fields::has).count() != 1) {
            throw JsonFields.invalid("all", "or 'cause' or 'ids' must be given, and only one of them");
        }
        if (fields.has("cause")) {
            return new Selection.OfCause(cause(fields.requiredText("cause")));
        }
        if (fields.has("ids")) {
            return withIds(fields.nodes("ids"));
        }
        if (!Boolean.TRUE.equals(fields.bool("all"))) {
            throw JsonFields.invalid("all", "must be true; use 'cause' or 'ids' for some");
        }
        return new Selection.All();
    }

    /** The cause with this text. */
    static Cause cause(String text) {
        Cause cause = Cause.of(text);
        if (cause == null) {
            String known = Arrays.stream(Cause.values()).map(Cause::text).collect(Collectors.joining(", "));
            throw JsonFields.invalid("cause", "must be one of " + known);
        }
        return cause;
    }

    private static Selection withIds(@Nullable List<JsonNode> nodes) {
        List<Long> ids = new ArrayList<>();
        for (JsonNode node : nodes == null ? List.<JsonNode>of() : nodes) {
            if (!node.isNumber()) {
                throw JsonFields.invalid("ids", "must be a list of letters' ids");
            }
            ids.add(node.getLongValue());
        }
        if (ids.isEmpty() || ids.size() > 10_000) {
            throw JsonFields.invalid("ids", "must hold 1 to 10000 ids");
        }
        return new Selection.WithIds(ids);
    }
}
