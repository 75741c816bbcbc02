package dev.holdfast.model.link;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link as the API shows it.
 *
 * @param code what stands after the public address: the alias, or else the code generated from the id
 * @param version the number of the link's last change; also its ETag
 */
public record LinkView(
        String code,
        String shortUrl,
        String target,
        @Nullable String alias,
        int redirectStatus,
        @Nullable String title,
        List<String> tags,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt,
        boolean disabled,
        long version) {}
