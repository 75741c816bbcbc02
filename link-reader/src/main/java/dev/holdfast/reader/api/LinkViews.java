package dev.holdfast.reader.api;

import dev.holdfast.model.link.LinkView;
import dev.holdfast.reader.routing.LinkRow;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;

/** Shows rows as the API does. */
@Singleton
final class LinkViews {
    private final CodeKeys keys;
    private final String publicUrl;

    LinkViews(CodeKeys keys, @Property(name = "holdfast.public-url") String publicUrl) {
        this.keys = keys;
        this.publicUrl = publicUrl;
    }

    LinkView of(LinkRow row) {
        String code = keys.codeOf(row);
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
}
