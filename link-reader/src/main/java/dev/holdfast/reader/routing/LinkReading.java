package dev.holdfast.reader.routing;

import org.jspecify.annotations.Nullable;

/**
 * What one statement saw: a link, or none, and how far the server had got.
 *
 * @param position of the same snapshot as the link
 */
public record LinkReading<T>(@Nullable T link, Position position) {}
