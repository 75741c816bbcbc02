package dev.holdfast.writer.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.Problem;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a batch: a result for each link, in order. */
@Serdeable
@Schema(description = "A result for each link of the batch, in the same order")
record BatchResults(List<Item> results) {
    /** Either a link or a problem, as the single call would have answered. */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "BatchResult", description = "What the single call would have answered")
    record Item(
            @Schema(description = "The HTTP status of the single call", example = "201")
            int status,

            @Schema(description = "The link, when the status is 201") @Nullable LinkView link,

            @Schema(description = "The problem, when it is not") @Nullable Problem problem) {
        static Item created(LinkView link) {
            return new Item(201, link, null);
        }

        static Item refused(Problem problem) {
            return new Item(problem.status(), null, problem);
        }
    }
}
