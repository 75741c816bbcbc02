package dev.holdfast.writer.link;

import org.jspecify.annotations.Nullable;

/**
 * A link to be created.
 *
 * @param alias null: the code is generated
 */
record LinkDraft(@Nullable String alias, LinkContent content) {}
