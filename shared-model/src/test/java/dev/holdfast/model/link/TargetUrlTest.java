package dev.holdfast.model.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
    private static final String REFUSED = "!";

    @ParameterizedTest
    @MethodSource("written")
    void readsWhatBrowsersRead(String input, String expected) {
        assertThat(href(input)).isEqualTo(expected);
    }

    static Stream<Arguments> written() throws IOException {
        return samples("targets.tsv");
    }

    @Test
    void readsWhatNodeReads() throws IOException {
        assertThat(samples("targets-generated.tsv")).hasSizeGreaterThan(700).allSatisfy(sample -> {
            String input = (String) sample.get()[0];
            assertThat(href(input)).as(input).isEqualTo(sample.get()[1]);
        });
    }

    @Property(tries = 3000)
    void givesPlainAsciiThatReadsBackTheSame(@ForAll("urlLike") String input) {
        try {
            TargetUrl url = TargetUrl.parse(input);
            assertThat(url.href()).matches("https?://[!-~]+").hasSizeLessThanOrEqualTo(TargetUrl.MAX_LENGTH);
            assertThat(TargetUrl.parse(url.href())).isEqualTo(url);
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("invalid-target");
        }
    }

    @Provide
    Arbitrary<String> urlLike() {
        Arbitrary<String> rest = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(30),
                Arbitraries.strings()
                        .withChars("ab0x7:/\\?#@[]%.2eE-ßéא１。\u00ad\u200d\ud83d\ude00")
                        .ofMaxLength(30));
        return Arbitraries.of("http://", "https://", "HTTP:", "https:/a.", "http://[", "http://h/", "")
                .flatMap(start -> rest.map(start::concat));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, begins with https://",
        "ftp://example.com, not 'ftp'",
        "http:///, names no host",
        "http://user:secret@example.com, user name or password",
        "http://exa mple.com, must not contain U+0020",
        "http://exa<mple.com, must not contain '<'",
        "http://example.com:99999, port",
        "http://1.2.3.4.5, IPv4",
        "http://[1], IPv6",
        "http://[1, must end with",
        "http://\u200d, international domain name",
    })
    void saysWhatToChange(String input, String reason) {
        assertThatThrownBy(() -> TargetUrl.parse(input)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(422);
            assertThat(e.problem().field()).isEqualTo("target");
            assertThat(e.problem().detail()).contains(reason).doesNotContain("secret");
        });
    }

    @Test
    void namesTheControlCharacterAndItsPlace() {
        assertThatThrownBy(() -> TargetUrl.parse("http://a/\n")).hasMessageContaining("character 10 is U+000A");
    }

    @Test
    void boundsTheLengthOfInputAndHref() {
        String base = "http://example.com/";
        String longest = base + "a".repeat(TargetUrl.MAX_LENGTH - base.length());
        assertThat(TargetUrl.parse(longest).href()).isEqualTo(longest);
        assertThat(href(longest + "a")).isEqualTo(REFUSED);
        assertThat(href(longest + " ")).isEqualTo(REFUSED);
        assertThat(href(base + "é".repeat(1362))).hasSize(base.length() + 6 * 1362);
        assertThat(href(base + "é".repeat(1363))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u3400", "a\u0301", "\u00e4.", "\u0627", "xn--\u00e4"})
    void endsSoonOnHostsOfAnyLength(String unit) {
        assertThat(href("http://" + unit.repeat(1000))).isNotNull();
        assertThat(href("http://" + unit.repeat(8000 / unit.length()))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com, example.com:80",
        "https://example.com, example.com:443",
        "https://EXAMPLE.com:8443/x, example.com:8443",
        "http://[::1]/, [::1]:80",
        "http://0x7f.1:8080, 127.0.0.1:8080",
    })
    void knowsHostAndPortInEffect(String input, String hostAndPort) {
        assertThat(TargetUrl.parse(input).hostAndPort()).isEqualTo(hostAndPort);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hold.fast/abc",
                "https://hold.fast",
                "https://HOLD.FAST.:443/x",
                "http://hold.fast:443",
                "https:hold%2efast",
                "http://ｈｏｌｄ。ｆａｓｔ",
                "http://127.0.0.1:8080/",
                "http://127.1:8080",
                "http://2130706433:8080",
                "http://[::ffff:127.0.0.1]:8080",
                "https://[::1]:8080/",
                "http://[0:0:0:0:0:0:0:1]:8080/",
            })
    void knowsATargetThatLeadsToUs(String input) {
        assertThat(TargetUrl.parse(input).leadsTo(ours())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hold.fast:8080",
                "http://www.hold.fast",
                "http://hold.fast.example",
                "http://127.0.0.1/",
                "http://127.0.0.2:8080/",
                "http://[::2]:8080/",
                "http://example.com/hold.fast",
            })
    void knowsATargetThatLeadsElsewhere(String input) {
        assertThat(TargetUrl.parse(input).leadsTo(ours())).isFalse();
    }

    private static Set<String> ours() {
        return Stream.of("http://Hold.fast", "http://127.0.0.1:8080", "http://[::1]:8080")
                .map(url -> TargetUrl.parse(url).site())
                .collect(Collectors.toSet());
    }

    private static String href(String input) {
        try {
            return TargetUrl.parse(input).href();
        } catch (ProblemException e) {
            return REFUSED;
        }
    }

    private static Stream<Arguments> samples(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(TargetUrlTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .map(parts -> Arguments.of(unescaped(parts[0]), unescaped(parts[1])));
        }
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                out.append((char) Integer.parseInt(text, i + 2, i + 6, 16));
                i += 5;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }
}
