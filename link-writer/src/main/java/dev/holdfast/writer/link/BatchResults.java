package dev.holdfast.writer.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.Problem;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a batch: a result for each link, in order. */
@Serdeable
record BatchResults(List<Item> results) {
    /** Either a link or a problem, as the single call would have answered. */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            int status, @Nullable LinkView link, @Nullable Problem problem) {
        static Item created(LinkView link) {
            return new Item(201, link, null);
        }

        static Item refused(Problem problem) {
            return new Item(problem.status(), null, problem);
        }
    }
}
