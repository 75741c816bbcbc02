package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.click.ClickEvent;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.netty.NettyHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickFactoryTest {
    private static final Instant NOW = Instant.parse("2023-11-14T22:13:30Z");

    private final ClickFactory clicks = new ClickFactory(
            new VisitorHash("secret".getBytes(StandardCharsets.UTF_8)),
            new CountryLookup(new ClickConfig("CF-IPCountry", "", "")),
            InstantSource.fixed(NOW));

    @Test
    void takesAllFromTheFrontsHeaders() {
        ClickEvent click = clicks.of(7, request("192.0.2.1"));
        assertThat(click.id()).isEqualTo(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));
        assertThat(click.at()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123Z"));
        assertThat(click.linkId()).isEqualTo(7);
        assertThat(click.referrerHost()).isEqualTo("news.example");
        assertThat(click.userAgent()).isEqualTo("Firefox");
        assertThat(click.country()).isEqualTo("DE");
        assertThat(click.toString()).doesNotContain("192.0.2.1");
    }

    @Test
    void isTheSameForTheRetryOnAnotherReader() {
        assertThat(clicks.of(7, request("192.0.2.1"))).isEqualTo(clicks.of(7, request("192.0.2.1")));
    }

    @Test
    void tellsVisitorsApart() {
        assertThat(clicks.of(7, request("192.0.2.1")).visitor())
                .isNotEqualTo(clicks.of(7, request("192.0.2.2")).visitor());
    }

    @Test
    void believesOnlyTheNearestAddress() {
        assertThat(clicks.of(7, request("203.0.113.9, 192.0.2.1")).visitor())
                .isEqualTo(clicks.of(7, request("192.0.2.1")).visitor());
    }

    @Test
    void doesWithoutAnyHeader() {
        ClickEvent click = clicks.of(7, HttpRequest.GET("/abc"));
        assertThat(click.id().version()).isEqualTo(4);
        assertThat(click.at()).isEqualTo(NOW);
        assertThat(click.referrerHost()).isNull();
        assertThat(click.userAgent()).isNull();
        assertThat(click.country()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "\u0000", "\ud800", "%", "..", "\u00ff\u00fe", "a\r\nb", "\u202e"})
    void survivesHostileHeaders(String hostile) {
        for (String header : new String[] {hostile, hostile.repeat(10_000)}) {
            ClickEvent click = clicks.of(7, new UncheckedRequest(header));
            assertThat(click.at()).isEqualTo(NOW);
            assertThat(click.referrerHost()).isNull();
            assertThat(click.country()).isNull();
            assertThat(click.userAgent() == null ? "" : click.userAgent())
                    .hasSizeLessThanOrEqualTo(512)
                    .matches("[^\\p{Cntrl}\\p{Cs}]*");
        }
    }

    /** A request with one value for all headers, unchecked as no client library would send it. */
    private static final class UncheckedRequest extends HttpRequestWrapper<Object> {
        private final NettyHttpHeaders headers =
                new NettyHttpHeaders(new DefaultHttpHeaders(false), ConversionService.SHARED);

        UncheckedRequest(String value) {
            super(HttpRequest.GET("/abc"));
            for (String name : List.of(
                    "X-Request-Id", "X-Request-Time", "X-Forwarded-For", "Referer", "User-Agent", "CF-IPCountry")) {
                headers.getNettyHeaders().add(name, value);
            }
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }

    private static MutableHttpRequest<?> request(String address) {
        return HttpRequest.GET("/abc")
                .header("X-Request-Id", "0123456789abcdef0123456789abcdef")
                .header("X-Request-Time", "1700000000.123")
                .header("X-Forwarded-For", address)
                .header("Referer", "https://News.example/page")
                .header("User-Agent", "Firefox")
                .header("CF-IPCountry", "de");
    }
}
