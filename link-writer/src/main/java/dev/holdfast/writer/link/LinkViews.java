package dev.holdfast.writer.link;

import dev.holdfast.model.link.LinkView;
import dev.holdfast.writer.code.CodeKeys;
import io.micronaut.serde.annotation.SerdeImport;
import jakarta.inject.Singleton;

/** Shows links as the API does. */
@Singleton
@SerdeImport(LinkView.class)
class LinkViews {
    private final String prefix;
    private final CodeKeys codeKeys;

    LinkViews(LinkSettings settings, CodeKeys codeKeys) {
        this.prefix = settings.publicUrl() + "/";
        this.codeKeys = codeKeys;
    }

    LinkView view(LinkRow link) {
        String code = codeKeys.code(link.id(), link.alias());
        LinkContent content = link.content();
        return new LinkView(
                code,
                prefix + code,
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
