package dev.holdfast.reader.api;

import dev.holdfast.model.access.Scope;
import dev.holdfast.service.access.RequiresScope;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The API keys there are. */
@Controller("/api/v1/keys")
@RequiresScope(Scope.ADMIN)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "keys")
@CommonProblems
class KeyController {
    private final Reads reads;

    KeyController(Reads reads) {
        this.reads = reads;
    }

    /** From the primary when it answers: who has just made or revoked a key wants to see that. */
    @ReadDocs.Keys
    @Get
    KeyPage keys() {
        return new KeyPage(reads.primaryFirst(ApiTable::keys));
    }
}
