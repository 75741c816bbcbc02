package dev.holdfast.writer.link;

import dev.holdfast.model.link.LinkView;
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

    String code(LinkRow link) {
        String alias = link.alias();
        return alias == null ? codeKeys.encode(link.id()).text() : alias;
    }

    LinkView view(LinkRow link) {
        String code = code(link);
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
