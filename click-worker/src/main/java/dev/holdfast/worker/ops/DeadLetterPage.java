package dev.holdfast.worker.ops;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters, newest first.
 *
 * @param nextCursor where the next page begins; null when this is the last
 */
@Serdeable
record DeadLetterPage(List<DeadLetterView> items, @Nullable String nextCursor) {}
