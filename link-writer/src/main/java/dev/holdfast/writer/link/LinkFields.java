package dev.holdfast.writer.link;

import dev.holdfast.model.code.Alias;
import dev.holdfast.model.link.TargetUrl;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.service.problem.JsonFields;
import dev.holdfast.writer.api.PlainText;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a link from a request, strictly: what comes out is valid. */
@Singleton
class LinkFields {
    static final int DEFAULT_REDIRECT_STATUS = 302;
    static final int MAX_TITLE = 200;
    static final int MAX_TAGS = 20;
    static final int MAX_TAG = 50;

    private static final Set<Integer> REDIRECT_STATUSES = Set.of(301, 302, 307, 308);
    private static final String TARGET = "target";
    private static final String ALIAS = "alias";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String REDIRECT_STATUS = "redirectStatus";
    private static final String TITLE = "title";
    private static final String TAGS = "tags";
    private static final String DISABLED = "disabled";
    private static final Set<String> OF_DRAFT = Set.of(TARGET, ALIAS, EXPIRES_AT, REDIRECT_STATUS, TITLE, TAGS);
    private static final Set<String> OF_PATCH = Set.of(TARGET, EXPIRES_AT, REDIRECT_STATUS, TITLE, TAGS, DISABLED);

    private final OwnHosts ownHosts;
    private final InstantSource clock;

    LinkFields(OwnHosts ownHosts, InstantSource clock) {
        this.ownHosts = ownHosts;
        this.clock = clock;
    }

    LinkDraft draft(JsonNode json) {
        JsonFields fields = JsonFields.of(json, OF_DRAFT);
        Integer status = redirectStatus(fields);
        LinkContent content = new LinkContent(
                target(fields),
                status == null ? DEFAULT_REDIRECT_STATUS : status,
                title(fields),
                tags(fields),
                expiresAt(fields),
                false);
        return new LinkDraft(alias(fields), content);
    }

    /** Null clears title, tags and expiresAt; the others can't be null. */
    LinkPatch patch(JsonNode json) {
        JsonFields fields = JsonFields.of(json, OF_PATCH);
        LinkPatch patch = content -> content;
        if (fields.has(TARGET)) {
            String target = target(fields);
            patch = patch.and(content -> content.withTarget(target));
        }
        if (fields.has(REDIRECT_STATUS)) {
            int status = notNull(REDIRECT_STATUS, redirectStatus(fields));
            patch = patch.and(content -> content.withRedirectStatus(status));
        }
        if (fields.has(DISABLED)) {
            boolean disabled = notNull(DISABLED, fields.bool(DISABLED));
            patch = patch.and(content -> content.withDisabled(disabled));
        }
        return patch.and(clearable(fields));
    }

    private LinkPatch clearable(JsonFields fields) {
        LinkPatch patch = content -> content;
        if (fields.has(TITLE)) {
            String title = title(fields);
            patch = patch.and(content -> content.withTitle(title));
        }
        if (fields.has(TAGS)) {
            List<String> tags = tags(fields);
            patch = patch.and(content -> content.withTags(tags));
        }
        if (fields.has(EXPIRES_AT)) {
            Instant expiresAt = expiresAt(fields);
            patch = patch.and(content -> content.withExpiresAt(expiresAt));
        }
        return patch;
    }

    private static <T> T notNull(String name, @Nullable T value) {
        if (value == null) {
            throw JsonFields.invalid(name, "can't be null: leave it out to keep what is there");
        }
        return value;
    }

    private String target(JsonFields fields) {
        TargetUrl target = TargetUrl.parse(fields.requiredText(TARGET));
        if (ownHosts.contain(target)) {
            throw new ProblemException(
                    ProblemCode.INVALID_TARGET,
                    "'target' is an address of this service itself, which would redirect in circles.",
                    TARGET);
        }
        return target.href();
    }

    private static @Nullable String alias(JsonFields fields) {
        String text = fields.text(ALIAS);
        return text == null ? null : Alias.requested(text).text();
    }

    private static @Nullable Integer redirectStatus(JsonFields fields) {
        Integer status = fields.integer(REDIRECT_STATUS);
        if (status != null && !REDIRECT_STATUSES.contains(status)) {
            throw JsonFields.invalid(REDIRECT_STATUS, "must be 301, 302, 307 or 308");
        }
        return status;
    }

    private static @Nullable String title(JsonFields fields) {
        String title = fields.text(TITLE);
        if (title != null) {
            PlainText.require(TITLE, title, 0, MAX_TITLE);
        }
        return title;
    }

    private static List<String> tags(JsonFields fields) {
        List<String> given = fields.texts(TAGS);
        Set<String> tags = given == null ? Set.of() : new LinkedHashSet<>(given);
        if (tags.size() > MAX_TAGS) {
            throw JsonFields.invalid(TAGS, "must be " + MAX_TAGS + " different tags at most");
        }
        tags.forEach(tag -> PlainText.require(TAGS, tag, 1, MAX_TAG));
        return List.copyOf(tags);
    }

    private @Nullable Instant expiresAt(JsonFields fields) {
        Instant given = fields.instant(EXPIRES_AT);
        if (given == null) {
            return null;
        }
        if (!given.isAfter(clock.instant())) {
            throw JsonFields.invalid(EXPIRES_AT, "must be in the future");
        }
        return given.truncatedTo(ChronoUnit.MICROS);
    }
}
