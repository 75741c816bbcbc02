package dev.holdfast.writer.link;

import dev.holdfast.model.problem.Problem;
import dev.holdfast.model.problem.ProblemException;
import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The links of a batch, read one by one. Immutable.
 *
 * @param drafts those that can be tried
 * @param problems of all links, in the order of the request, null for each that can be tried
 */
record Batch(List<LinkDraft> drafts, List<@Nullable Problem> problems) {
    static Batch of(List<JsonNode> links, Function<JsonNode, LinkDraft> read) {
        List<LinkDraft> drafts = new ArrayList<>();
        List<@Nullable Problem> problems = new ArrayList<>();
        for (JsonNode link : links) {
            try {
                drafts.add(read.apply(link));
                problems.add(null);
            } catch (ProblemException e) {
                problems.add(e.problem());
            }
        }
        return new Batch(List.copyOf(drafts), Collections.unmodifiableList(problems));
    }

    /**
     * The results of all links, in the order of the request.
     *
     * @param rows what came of each draft
     */
    List<BatchResults.Item> results(
            List<Optional<LinkRow>> rows, BiFunction<LinkDraft, Optional<LinkRow>, BatchResults.Item> result) {
        Iterator<LinkDraft> draft = drafts.iterator();
        Iterator<Optional<LinkRow>> row = rows.iterator();
        List<BatchResults.Item> results = new ArrayList<>(problems.size());
        for (Problem problem : problems) {
            results.add(problem == null ? result.apply(draft.next(), row.next()) : BatchResults.Item.refused(problem));
        }
        return results;
    }
}
