package dev.holdfast.writer.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.writer.ApiClient;
import dev.holdfast.writer.ApiClient.Reply;
import dev.holdfast.writer.Together;
import dev.holdfast.writer.WriterFixture;
import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final ApiClient client = WriterFixture.shared().client();

    private Reply send(List<String> links) {
        return client.post("/api/v1/links/batch", batch(links));
    }

    private static String batch(List<String> links) {
        return "{\"links\": [" + String.join(",", links) + "]}";
    }

    private static String link(String target, String alias) {
        return "{\"target\": \"" + target + "\", \"alias\": \"" + alias + "\"}";
    }

    private static String link(String target) {
        return "{\"target\": \"" + target + "\"}";
    }

    @Test
    void answersEachInOrder() {
        String taken = CreateLinkTest.newAlias();
        String fresh = CreateLinkTest.newAlias();
        client.post("/api/v1/links", link("https://example.com/", taken));

        Reply reply = send(List.of(
                link("https://example.com/0"),
                link("ftp://example.com/1"),
                link("https://example.com/2", taken),
                link("https://example.com/3", fresh),
                link("https://example.com/4", fresh),
                "{\"target\": \"https://example.com/5\", \"colour\": 1}",
                "17",
                "{\"target\": \"https://example.com/7\", \"tags\": [\"x\", \"y\"], \"title\": \"seven\"}"));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(statuses(reply)).containsExactly(201, 422, 409, 201, 409, 422, 400, 201);
        assertThat(reply.text("results/0/link/target")).isEqualTo("https://example.com/0");
        assertThat(reply.text("results/3/link/code")).isEqualTo(fresh);
        assertThat(reply.at("results/7/link/tags").size()).isEqualTo(2);
        assertThat(names(reply.at("results/0"))).containsExactly("status", "link");
        assertThat(names(reply.at("results/1"))).containsExactly("status", "problem");
        assertThat(reply.header("Consistency-Token")).isEqualTo(reply.text("results/7/link/version"));
    }

    private static List<Integer> statuses(Reply batch) {
        return IntStream.range(0, batch.at("results").size())
                .mapToObj(i -> batch.at("results/" + i + "/status").getIntValue())
                .toList();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.entries().forEach(entry -> names.add(entry.getKey()));
        return names;
    }

    @Test
    void aProblemIsThatOfTheSingleCall() {
        String taken = CreateLinkTest.newAlias();
        client.post("/api/v1/links", link("https://example.com/", taken));
        for (String bad :
                List.of(link("ftp://example.com"), link("https://example.com", taken), "{\"x\": 1}", "\"text\"")) {
            Reply single = client.post("/api/v1/links", bad);
            Reply batch = send(List.of(bad));

            assertThat(statuses(batch)).containsExactly(single.status());
            assertThat(batch.at("results/0/problem")).as(bad).isEqualTo(single.json());
        }
    }

    @Test
    void takesAThousandAndNoMore() {
        List<String> links = IntStream.range(0, 1000)
                .mapToObj(i -> link("https://example.com/" + i))
                .collect(Collectors.toCollection(ArrayList::new));
        Reply full = send(links);
        assertThat(full.status()).isEqualTo(200);
        JsonNode results = full.json();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(Reply.text(results, "results/" + i + "/link/target")).isEqualTo("https://example.com/" + i);
            codes.add(Reply.text(results, "results/" + i + "/link/code"));
        }
        assertThat(codes).doesNotHaveDuplicates();

        links.add(link("https://example.com/"));
        Reply tooMany = send(links);
        assertThat(tooMany.status()).isEqualTo(422);
        assertThat(tooMany.text("field")).isEqualTo("links");
    }

    @Test
    void takesNone() {
        Reply reply = send(List.of());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"results\":[]}");
        assertThat(reply.has("Consistency-Token")).isFalse();
    }

    @Test
    void refusesOtherShapes() {
        assertThat(client.post("/api/v1/links/batch", "[]").status()).isEqualTo(400);
        assertThat(client.post("/api/v1/links/batch", "{}").text("field")).isEqualTo("links");
        assertThat(client.post("/api/v1/links/batch", "{\"links\": {}}").text("field"))
                .isEqualTo("links");
        assertThat(client.post("/api/v1/links/batch", "{\"links\": [], \"x\": 1}")
                        .text("code"))
                .isEqualTo("unknown-field");
    }

    /** Each batch wants the same aliases in an order of its own: unsorted, they would deadlock. */
    @Test
    void batchesThatWantTheSameAliasesDoNotDeadlock() {
        List<String> aliases =
                IntStream.range(0, 200).mapToObj(i -> CreateLinkTest.newAlias()).toList();

        List<Reply> replies = Together.run(8, i -> {
            List<String> links = aliases.stream()
                    .map(alias -> link("https://example.com/", alias))
                    .collect(Collectors.toCollection(ArrayList::new));
            Collections.shuffle(links, new Random(i));
            return send(links);
        });

        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));
        long created = replies.stream()
                .flatMap(reply -> statuses(reply).stream())
                .filter(status -> status == 201)
                .count();
        assertThat(created).isEqualTo(200);
    }
}
