package dev.holdfast.writer.link;

import dev.holdfast.model.link.LinkView;
import io.micronaut.serde.annotation.SerdeImport;
import jakarta.inject.Singleton;

/** Shows links as the API does. */
@Singleton
@SerdeImport(LinkView.class)
class LinkViews {
    private final String prefix;

    LinkViews(LinkSettings settings) {
        this.prefix = settings.publicUrl() + "/";
    }

    LinkView view(LinkRow link) {
        LinkContent content = link.content();
        return new LinkView(
                link.code(),
                prefix + link.code(),
                content.target(),
                link.alias(),
                content.redirectStatus(),
                content.title(),
                content.tags(),
                link.createdAt(),
                link.updatedAt(),
                content.expiresAt(),
                content.disabled(),
                link.version());
    }
}
