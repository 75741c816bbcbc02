package dev.holdfast.writer.link;

import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.service.problem.JsonFields;
import dev.holdfast.writer.database.Transaction;
import dev.holdfast.writer.idempotency.Answer;
import dev.holdfast.writer.idempotency.IdempotentRequest;
import dev.holdfast.writer.idempotency.IdempotentWrites;
import dev.holdfast.writer.idempotency.StoredAnswer;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Creates links, one or many, once for each Idempotency-Key. Safe for use by several threads. */
@Singleton
class NewLinks {
    static final int MAX_BATCH = 1_000;
    private static final String BATCH_FIELD = "links";

    private final IdempotentWrites writes;
    private final GatheredInserts gathered;
    private final LinkInserts inserts;
    private final LinkFields fields;
    private final LinkViews views;
    private final LinkJson json;
    private final ExecutorService blocking;

    NewLinks(
            IdempotentWrites writes,
            GatheredInserts gathered,
            LinkInserts inserts,
            LinkFields fields,
            LinkViews views,
            LinkJson json,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.writes = writes;
        this.gathered = gathered;
        this.inserts = inserts;
        this.fields = fields;
        this.views = views;
        this.json = json;
        this.blocking = blocking;
    }

    /**
     * Creates the link that this body describes. Returns at once.
     *
     * @throws ProblemException when the body describes none
     */
    CompletableFuture<Answer> create(JsonNode body, @Nullable IdempotentRequest request) {
        if (request != null) {
            return CompletableFuture.supplyAsync(() -> createOnce(body, request), blocking);
        }
        LinkDraft draft = fields.draft(body);
        return gathered.insert(draft).thenApply(link -> new Answer(answer(link, draft), false));
    }

    private Answer createOnce(JsonNode body, IdempotentRequest request) {
        return writes.once(request, () -> {
            LinkDraft draft = fields.draft(body);
            return transaction ->
                    answer(inserts.insert(transaction, List.of(draft)).getFirst(), draft);
        });
    }

    private StoredAnswer answer(Optional<LinkRow> link, LinkDraft draft) {
        LinkView view = views.view(link.orElseThrow(() -> aliasTaken(draft)));
        return new StoredAnswer(json.link(view), view.code(), view.version());
    }

    /** Creates those of the links in this body that can be, all in one transaction. Blocks. */
    Answer createAll(JsonNode body, @Nullable IdempotentRequest request) {
        return writes.once(request, () -> {
            Batch batch = Batch.of(links(body), fields::draft);
            return transaction -> createAll(transaction, batch);
        });
    }

    private static List<JsonNode> links(JsonNode body) {
        List<JsonNode> links = JsonFields.of(body, Set.of(BATCH_FIELD)).nodes(BATCH_FIELD);
        if (links == null) {
            throw JsonFields.invalid(BATCH_FIELD, "is required");
        }
        if (links.size() > MAX_BATCH) {
            throw JsonFields.invalid(BATCH_FIELD, "must be " + MAX_BATCH + " links at most: send several batches");
        }
        return links;
    }

    private StoredAnswer createAll(Transaction transaction, Batch batch) throws SQLException {
        List<Optional<LinkRow>> rows = inserts.insert(transaction, batch.drafts());
        Long highest = rows.stream()
                .flatMap(Optional::stream)
                .map(LinkRow::version)
                .max(Long::compare)
                .orElse(null);
        return new StoredAnswer(json.results(new BatchResults(batch.results(rows, this::result))), null, highest);
    }

    private BatchResults.Item result(LinkDraft draft, Optional<LinkRow> row) {
        return row.map(link -> BatchResults.Item.created(views.view(link)))
                .orElseGet(() -> BatchResults.Item.refused(aliasTaken(draft).problem()));
    }

    private static ProblemException aliasTaken(LinkDraft draft) {
        return new ProblemException(
                ProblemCode.ALIAS_TAKEN,
                "Alias '" + draft.alias() + "' is taken. Choose another, or leave it out for a generated code.",
                "alias");
    }
}
