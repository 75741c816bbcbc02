package dev.holdfast.reader.api;

import dev.holdfast.model.link.LinkView;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some links, newest first.
 *
 * @param nextCursor what to ask the next page with; null on the last page
 */
@Serdeable
record LinkPage(List<LinkView> items, @Nullable String nextCursor) {}
