package dev.holdfast.reader.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.access.ApiKeySecret;
import dev.holdfast.reader.LinkRows;
import dev.holdfast.reader.ReaderUnderTest;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiReadsTest {
    private static final String SECRET = ApiKeySecret.generate();
    private static final String READ_ONLY = ApiKeySecret.generate();

    private static ReaderUnderTest reader;

    @BeforeAll
    static void start() {
        reader = ReaderUnderTest.start();
        key(SECRET, "admin");
        key(READ_ONLY, "links:read");
    }

    @AfterAll
    static void stop() {
        reader.close();
    }

    private static void key(String secret, String scope) {
        LinkRows.execute("insert into api_key (name, secret_hash, scopes) values ('test " + scope + "', '\\x"
                + HexFormat.of().formatHex(ApiKeySecret.hash(secret)) + "', array['" + scope + "'])");
    }

    private static HttpResponse<String> get(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + SECRET));
        all.addAll(List.of(headers));
        return reader.get("/api/v1" + path, all.toArray(String[]::new));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Objects.requireNonNull(
                    reader.bean(JsonMapper.class).readValue(answer.body(), Argument.of(JsonNode.class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param path names of fields and indexes of items */
    private static JsonNode at(JsonNode root, Object... path) {
        JsonNode node = root;
        for (Object step : path) {
            node = Objects.requireNonNull(
                    step instanceof Integer index ? node.get(index) : node.get(step.toString()),
                    () -> root + " lacks " + step);
        }
        return node;
    }

    private static List<String> codes(JsonNode page) {
        List<String> codes = new ArrayList<>();
        at(page, "items").values().forEach(item -> codes.add(at(item, "code").getStringValue()));
        return codes;
    }

    @Test
    void aLinkIsShownInFull() {
        long id = LinkRows.insert("api-one", "https://example.com/");
        HttpResponse<String> answer = get("/links/api-one");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).contains("\"" + id + "\"");
        assertThat(answer.headers().firstValue("Consistency-Token")).contains(Long.toString(id));
        JsonNode link = json(answer);
        assertThat(at(link, "shortUrl").getStringValue()).isEqualTo("http://localhost:8080/api-one");
        assertThat(at(link, "title").isNull()).isTrue();
        assertThat(at(link, "version").getLongValue()).isEqualTo(id);
        assertThat(at(link, "createdAt").getStringValue()).endsWith("Z");
    }

    @Test
    void aGeneratedCodeNamesTheLinkWithoutAnAlias() {
        long plain = LinkRows.insert("", "https://example.com/plain");
        String code = LinkRows.code(plain);
        assertThat(at(json(get("/links/" + code)), "target").getStringValue()).isEqualTo("https://example.com/plain");
        assertThat(reader.get("/" + code).headers().firstValue("Location")).contains("https://example.com/plain");
        String other = LinkRows.code(LinkRows.insert("has-alias", "https://example.com/"));
        assertThat(get("/links/" + other).statusCode()).isEqualTo(404);
        assertThat(reader.get("/" + other).statusCode()).isEqualTo(404);
    }

    @Test
    void aKnownVersionIsNotSentAgain() {
        long id = LinkRows.insert("api-etag", "https://example.com/");
        HttpResponse<String> same = get("/links/api-etag", "If-None-Match", "\"1\", W/\"" + id + "\"");
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(get("/links/api-etag", "If-None-Match", "\"0\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aDeletedLinkIsGoneAndADisabledOneIsShown() {
        LinkRows.update(LinkRows.insert("api-deleted", "https://example.com/"), "deleted = true");
        LinkRows.update(LinkRows.insert("api-disabled", "https://example.com/"), "disabled = true");
        LinkRows.awaitReplica();
        assertThat(get("/links/api-deleted").statusCode()).isEqualTo(410);
        assertThat(get("/links/api-deleted").body()).contains("link-gone");
        assertThat(at(json(get("/links/api-disabled")), "disabled").getBooleanValue())
                .isTrue();
        assertThat(get("/links/api-unknown").body()).contains("link-not-found");
    }

    @Test
    void pagesGoFromNewToOldWithoutGapOrRepetition() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            long id = LinkRows.insert("page-" + i, "https://example.com/");
            LinkRows.update(id, "tags = array['paged','x']");
            made.addFirst("page-" + i);
        }
        LinkRows.awaitReplica();
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(get("/links?limit=3&tag=paged" + (next.isEmpty() ? "" : "&cursor=" + next)));
            seen.addAll(codes(page));
            next = at(page, "nextCursor").isNull() ? "" : at(page, "nextCursor").getStringValue();
        } while (!next.isEmpty());
        assertThat(seen).isEqualTo(made);
    }

    @Test
    void aSearchFindsAPartOfTitleTargetOrAliasWhateverTheCase() {
        LinkRows.insert("Needle-in-alias", "https://example.com/");
        LinkRows.insert("target-finds", "https://example.com/?needLE=1");
        LinkRows.update(LinkRows.insert("title-finds", "https://example.com/"), "title = '100% nEEdle_x'");
        LinkRows.awaitReplica();
        assertThat(codes(json(get("/links?q=NEEDLE"))))
                .containsExactly("title-finds", "target-finds", "Needle-in-alias");
        assertThat(codes(json(get("/links?q=0%25+needle_")))).containsExactly("title-finds");
        assertThat(codes(json(get("/links?q=0_+needle")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit",
        "limit=101,limit",
        "limit=many,limit",
        "cursor=nonsense,cursor",
        "cursor=%00,cursor",
        "cursor=AAAAAAAAAAEAAAAA,cursor",
        "q=%00,q"
    })
    void aBadParameterIsNamed(String query, String field) {
        HttpResponse<String> answer = get("/links?" + query);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(at(json(answer), "field").getStringValue()).isEqualTo(field);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        LinkRows.insert("cursor-a", "https://example.com/");
        LinkRows.insert("cursor-b", "https://example.com/");
        LinkRows.awaitReplica();
        String cursor = at(json(get("/links?limit=1&q=cursor-")), "nextCursor").getStringValue();
        assertThat(get("/links?limit=1&q=cursor-&cursor=" + cursor).statusCode())
                .isEqualTo(200);
        assertThat(get("/links?limit=1&q=other&cursor=" + cursor).statusCode()).isEqualTo(422);
    }

    @Test
    void statsShowEveryDayOfTheSpan() {
        long id = LinkRows.insert("counted", "https://example.com/");
        LinkRows.execute("insert into click_by_day (link_id, day, clicks) values (" + id + ", '2026-03-01', 5), (" + id
                + ", '2026-03-03', 7), (" + id + ", '2026-03-04', 100)");
        LinkRows.awaitReplica();
        JsonNode stats = json(get("/links/counted/stats?from=2026-02-28&to=2026-03-03"));
        assertThat(at(stats, "total").getLongValue()).isEqualTo(12);
        assertThat(at(stats, "series").size()).isEqualTo(4);
        assertThat(at(stats, "series", 1, "day").getStringValue()).isEqualTo("2026-03-01");
        assertThat(at(stats, "series", 2, "clicks").getLongValue()).isZero();
    }

    @Test
    void statsAreOfTheLastThirtyDaysUnlessSaidOtherwise() {
        LinkRows.insert("uncounted", "https://example.com/");
        JsonNode stats = json(get("/links/uncounted/stats"));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(at(stats, "series").size()).isEqualTo(30);
        assertThat(LocalDate.parse(at(stats, "to").getStringValue())).isBetween(today.minusDays(1), today);
        assertThat(get("/links/uncounted/stats?from=2026-03-02&to=2026-03-01").statusCode())
                .isEqualTo(422);
        assertThat(get("/links/uncounted/stats?from=yesterday").statusCode()).isEqualTo(422);
    }

    @Test
    void statsGoByHourAndByDimensionWithAndWithoutBots() {
        long id = LinkRows.insert("by-anything", "https://example.com/");
        LinkRows.execute("insert into click_by_day values (" + id + ", '2026-04-01', 9, 4, 3), (" + id
                + ", '2026-04-02', 1, 0, 1)");
        LinkRows.execute("insert into click_by_hour values (" + id + ", '2026-04-01T23:00:00Z', 9, 4), (" + id
                + ", '2026-04-02T00:00:00Z', 1, 0)");
        LinkRows.execute("insert into click_by_dimension values (" + id
                + ", 'browser', '2026-04-01', 'Firefox', 5, 0), (" + id
                + ", 'browser', '2026-04-02', 'Firefox', 1, 0), (" + id + ", 'browser', '2026-04-01', '', 4, 4)");
        LinkRows.awaitReplica();
        String stats = "/links/by-anything/stats?from=2026-04-01&to=2026-04-02";

        JsonNode days = json(get(stats + "&bots=exclude"));
        assertThat(at(days, "total").getLongValue()).isEqualTo(6);
        assertThat(at(days, "series", 0, "visitors").getLongValue()).isEqualTo(3);

        JsonNode hours = json(get(stats + "&by=hour"));
        assertThat(at(hours, "total").getLongValue()).isEqualTo(10);
        assertThat(at(hours, "series").size()).isEqualTo(48);
        assertThat(at(hours, "series", 23, "hour").getStringValue()).isEqualTo("2026-04-01T23:00:00Z");
        assertThat(at(hours, "series", 23, "clicks").getLongValue()).isEqualTo(9);

        JsonNode browsers = json(get(stats + "&by=browser"));
        assertThat(at(browsers, "total").getLongValue()).isEqualTo(10);
        assertThat(at(browsers, "series", 0, "value").getStringValue()).isEqualTo("Firefox");
        assertThat(at(browsers, "series", 0, "clicks").getLongValue()).isEqualTo(6);
        assertThat(at(browsers, "series", 1, "clicks").getLongValue()).isEqualTo(4);
        JsonNode people = json(get(stats + "&by=browser&bots=exclude"));
        assertThat(at(people, "total").getLongValue()).isEqualTo(6);
        assertThat(at(people, "series").size()).isEqualTo(1);

        assertThat(get(stats + "&by=moon").statusCode()).isEqualTo(422);
        assertThat(get(stats + "&bots=maybe").statusCode()).isEqualTo(422);
        assertThat(get("/links/by-anything/stats?by=hour&from=2020-01-01").statusCode())
                .isEqualTo(422);
    }

    @Test
    void totalsShowAllLinksAndThoseWithMostClicks() {
        long most = LinkRows.insert("most-clicked", "https://example.com/most");
        long second = LinkRows.insert("", "https://example.com/second");
        LinkRows.execute("insert into click_by_day values (" + most + ", '2026-05-01', 50, 45, 3), (" + second
                + ", '2026-05-02', 20, 0, 1)");
        LinkRows.execute("insert into click_total_by_hour values ('2026-05-01T10:00:00Z', 0, 30, 25),"
                + " ('2026-05-01T10:00:00Z', 7, 20, 20), ('2026-05-02T11:00:00Z', 7, 20, 0)");
        LinkRows.awaitReplica();
        JsonNode totals = json(get("/stats?from=2026-05-01&to=2026-05-02"));
        assertThat(at(totals, "total").getLongValue()).isEqualTo(70);
        assertThat(at(totals, "series", 0, "clicks").getLongValue()).isEqualTo(50);
        assertThat(at(totals, "top", 0, "code").getStringValue()).isEqualTo("most-clicked");
        assertThat(at(totals, "top", 1, "code").getStringValue()).isEqualTo(LinkRows.code(second));

        JsonNode people = json(get("/stats?from=2026-05-01&to=2026-05-02&bots=exclude&top=1&by=hour"));
        assertThat(at(people, "total").getLongValue()).isEqualTo(25);
        assertThat(at(people, "top").size()).isEqualTo(1);
        assertThat(at(people, "top", 0, "clicks").getLongValue()).isEqualTo(20);
        assertThat(get("/stats?by=browser").statusCode()).isEqualTo(422);
        assertThat(get("/stats?top=1000").statusCode()).isEqualTo(422);
    }

    @Test
    void keysAreListedWithoutSecretsForAdminsOnly() {
        HttpResponse<String> keys = get("/keys");
        assertThat(keys.statusCode()).isEqualTo(200);
        assertThat(keys.body()).contains("\"name\":\"test admin\"").doesNotContain("hash");
        assertThat(reader.get("/api/v1/keys", "Authorization", "Bearer " + READ_ONLY)
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/links", "/links/x", "/links/x/stats", "/keys"})
    void everyCallNeedsAKey(String path) {
        assertThat(reader.get("/api/v1" + path).statusCode()).isEqualTo(401);
        assertThat(reader.get("/api/v1" + path, "Authorization", "Bearer hf_wrong")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theDocumentNeedsNoKey() {
        HttpResponse<String> document = reader.get("/api/v1/openapi.yml");
        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.body())
                .startsWith("openapi: 3.1")
                .contains("/api/v1/links/{code}/stats:")
                .contains("/api/v1/links/batch:")
                .doesNotContain("nullable:", "- object", "exampleSetFlag");
    }
}
