package dev.holdfast.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.writer.ApiClient.Reply;
import org.junit.jupiter.api.Test;

class ManagementTest {
    private final WriterFixture writer = WriterFixture.shared();

    @Test
    void isReadyWhenThePrimaryTakesWrites() {
        Reply health = writer.management().get("/health/readiness");

        assertThat(health.status()).as(health.body()).isEqualTo(200);
        assertThat(health.text("details/writer/status")).isEqualTo("UP");
    }

    @Test
    void countsWrites() {
        writer.client().post("/api/v1/links", "{\"target\": \"https://example.com/\"}");
        writer.client().post("/api/v1/links", "{\"target\": \"nowhere\"}");

        assertThat(writer.management().get("/prometheus").body())
                .contains("holdfast_writes_total{operation=\"create\",outcome=\"done\"}")
                .contains("holdfast_writes_total{operation=\"create\",outcome=\"refused\"}")
                .contains("holdfast_unknown_commits_total{outcome=\"committed\"}");
    }

    @Test
    void isNotSeenFromTheApi() {
        for (String path : new String[] {"/health", "/prometheus", "/beans", "/env"}) {
            assertThat(writer.client().get(path).status()).isEqualTo(404);
        }
    }
}
