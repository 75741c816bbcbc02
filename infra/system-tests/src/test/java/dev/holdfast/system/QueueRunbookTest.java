package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/ops/queue-backed-up.md, typed as printed, brings a queue that was held up back to nothing. */
class QueueRunbookTest {
    private final Platform platform = Platform.shared();
    private final Api api = new Api(platform);
    private final Runbook runbook = new Runbook(platform, "queue-backed-up.md");

    @Test
    void theCommandsAsPrintedBringTheQueueToZero() {
        platform.stack("up").orFail();
        List<String> codes = api.createBatch(IntStream.range(0, 20)
                .mapToObj(i -> "https://example.com/queue/" + i)
                .toList());
        type("practise-pause");
        codes.forEach(code -> IntStream.range(0, 10).forEach(i -> api.follow(code)));
        Api.eventually(() -> depth() >= 200, all -> all);
        assertThat(type("inspect")).contains("\"state\":\"paused\"").contains("\"depth\":200,");
        assertThat(type("resume")).contains("\"state\":\"running\"");
        type("scale");
        type("drain");
        type("scale-back");
        type("letters");
        assertThat(type("replay")).contains("\"sent\":");
        assertThat(type("discard")).contains("\"discarded\":");
        for (String code : codes) {
            assertThat(Api.eventually(() -> clicks(code), total -> total >= 10)).isEqualTo(10);
        }
    }

    private long clicks(String code) {
        return api.get("/api/v1/links/" + code + "/stats").json().path("total").asLong(-1);
    }

    private long depth() {
        return Long.parseLong(type("inspect").replaceAll("(?s).*\"depth\":(\\d+),.*", "$1"));
    }

    private String type(String block) {
        return runbook.typeAfterSetup(block);
    }
}
