package dev.holdfast.reader.api;

import dev.holdfast.model.code.GeneratedCode;
import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.reader.routing.KeyRing;
import dev.holdfast.reader.routing.LinkRow;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** Shows rows as the API does. */
@Singleton
final class LinkViews {
    private final KeyRing keys;
    private final String publicUrl;

    LinkViews(KeyRing keys, @Property(name = "holdfast.public-url") String publicUrl) {
        this.keys = keys;
        this.publicUrl = publicUrl;
    }

    LinkView of(LinkRow row) {
        String code = row.alias() == null ? code(row.id()) : row.alias();
        return new LinkView(
                code,
                publicUrl + "/" + code,
                row.target(),
                row.alias(),
                row.redirectStatus(),
                row.title(),
                row.tags(),
                row.createdAt(),
                row.updatedAt(),
                row.expiresAt(),
                row.disabled(),
                row.version());
    }

    private String code(long id) {
        return keys.encode(id)
                .or(() -> {
                    refresh();
                    return keys.encode(id);
                })
                .map(GeneratedCode::text)
                .orElseThrow(LinkViews::unavailable);
    }

    private void refresh() {
        try {
            keys.refresh();
        } catch (SQLException _) {
            throw unavailable();
        }
    }

    private static ProblemException unavailable() {
        return new ProblemException(ProblemCode.UNAVAILABLE, "The keys of the codes are not at hand right now.");
    }
}
