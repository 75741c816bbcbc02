package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Create, follow, count: the platform's reason to be. */
class EndToEndTest {
    private final Platform platform = Platform.shared();
    private final Api api = new Api(platform);

    @Test
    void aLinkIsCreatedFollowedAndCounted() {
        Api.Answer created =
                api.post("/api/v1/links", Api.object("target", "https://example.com/a b", "title", "An example"));
        assertThat(created.status()).isEqualTo(201);
        String code = created.json().get("code").asText();
        assertThat(created.header("Location")).isEqualTo("/api/v1/links/" + code);
        assertThat(created.header("ETag"))
                .isEqualTo('"' + created.json().get("version").asText() + '"');
        assertThat(created.header("Consistency-Token"))
                .isEqualTo(created.json().get("version").asText());
        assertThat(created.json().get("shortUrl").asText())
                .isEqualTo(platform.export("HOLDFAST_PUBLIC_URL") + "/" + code);

        Api.Answer redirect = api.follow(code);
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("Location")).isEqualTo("https://example.com/a%20b");
        assertThat(redirect.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(redirect.response().body()).isEmpty();
        assertThat(clicks(code, 1)).isEqualTo(1);
    }

    @Test
    void tenThousandLinksRedirectToExactlyTheirTargetsAndAreAllCounted() throws Exception {
        Map<String, String> targets = new HashMap<>();
        for (int batch = 0; batch < 10; batch++) {
            List<String> wanted = IntStream.range(batch * 1000, batch * 1000 + 1000)
                    .mapToObj(i -> "https://example.com/" + i + "?q=" + Integer.toHexString(i * 7919))
                    .toList();
            List<String> codes = api.createBatch(wanted);
            IntStream.range(0, wanted.size()).forEach(i -> targets.put(codes.get(i), wanted.get(i)));
        }
        assertThat(targets).hasSize(10_000);
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            Map<String, Future<Visitor.Redirect>> answers = new HashMap<>();
            targets.keySet().forEach(code -> answers.put(code, clients.submit(() -> visit(code))));
            for (Map.Entry<String, Future<Visitor.Redirect>> answer : answers.entrySet()) {
                assertThat(answer.getValue().get().status()).isEqualTo(302);
                assertThat(answer.getValue().get().location()).isEqualTo(targets.get(answer.getKey()));
            }
            List<Future<Long>> counts = new ArrayList<>();
            targets.keySet().forEach(code -> counts.add(clients.submit(() -> clicks(code, 1))));
            for (Future<Long> count : counts) {
                assertThat(count.get()).isEqualTo(1);
            }
        }
    }

    private Visitor.Redirect visit(String code) throws IOException {
        try (Visitor visitor = api.visitor()) {
            return visitor.follow(code);
        }
    }

    @Test
    void aChangeIsSeenByWhoeverMadeIt() {
        String code = api.create("https://example.com/before");
        assertThat(api.follow(code).header("Location")).isEqualTo("https://example.com/before");
        Api.Answer changed =
                api.call("PATCH", "/api/v1/links/" + code, Api.object("target", "https://example.com/after"));
        assertThat(changed.status()).isEqualTo(200);
        Api.Answer read = api.call(
                "GET", "/api/v1/links/" + code, null, "Consistency-Token", changed.header("Consistency-Token"));
        assertThat(read.json().get("target").asText()).isEqualTo("https://example.com/after");
        assertThat(Api.eventually(() -> api.follow(code).header("Location"), "https://example.com/after"::equals))
                .isEqualTo("https://example.com/after");
        assertThat(api.call("DELETE", "/api/v1/links/" + code, null).status()).isEqualTo(204);
        assertThat(Api.eventually(() -> api.follow(code).status(), status -> status == 410))
                .isEqualTo(410);
    }

    private long clicks(String code, long expected) {
        return Api.eventually(
                () -> api.get("/api/v1/links/" + code + "/stats")
                        .json()
                        .path("total")
                        .asLong(-1),
                total -> total >= expected);
    }
}
