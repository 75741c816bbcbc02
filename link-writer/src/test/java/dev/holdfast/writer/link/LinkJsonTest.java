package dev.holdfast.writer.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.link.LinkView;
import dev.holdfast.model.problem.Problem;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.writer.WriterFixture;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written by hand is what the framework writes of the same objects, here and in link-reader. */
class LinkJsonTest {
    private static final Instant CREATED = Instant.parse("2026-11-20T15:00:00.123456Z");

    private static final LinkView PLAIN = new LinkView(
            "0aZ3xYq1",
            "http://go.example/0aZ3xYq1",
            "https://example.com/?q=%22x%22",
            null,
            302,
            null,
            List.of(),
            CREATED,
            CREATED,
            null,
            false,
            42);

    private static final LinkView FULL = new LinkView(
            "an-alias",
            "http://go.example/an-alias",
            "https://example.com/\\",
            "an-alias",
            308,
            "\"Größe\" \\ </script> \uD83D\uDE00 \u2028",
            List.of("tag", "täg"),
            Instant.parse("2026-11-20T15:00:00Z"),
            Instant.parse("2026-11-20T15:00:00.100Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z"),
            true,
            Long.MAX_VALUE);

    private final JsonMapper mapper = WriterFixture.shared().bean(JsonMapper.class);
    private final LinkJson json = new LinkJson(mapper);

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Test
    void writesALinkAsTheFrameworkDoes() throws IOException {
        for (LinkView link : List.of(PLAIN, FULL)) {
            assertThat(text(json.link(link))).isEqualTo(mapper.writeValueAsString(link));
        }
    }

    @Test
    void writesResultsAsTheFrameworkDoes() throws IOException {
        Problem problem = Problem.of(ProblemCode.ALIAS_TAKEN, "Alias 'x' is taken.", "alias");
        BatchResults results = new BatchResults(List.of(
                BatchResults.Item.created(PLAIN),
                BatchResults.Item.refused(problem),
                BatchResults.Item.created(FULL),
                BatchResults.Item.created(PLAIN)));

        assertThat(text(json.results(results))).isEqualTo(mapper.writeValueAsString(results));
        assertThat(text(json.results(new BatchResults(List.of())))).isEqualTo("{\"results\":[]}");
    }
}
