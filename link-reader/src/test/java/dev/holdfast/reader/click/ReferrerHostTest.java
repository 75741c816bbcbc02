package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferrerHostTest {
    @ParameterizedTest
    @CsvSource({
        "https://news.example/path?q=1, news.example",
        "http://News.Example:8080, news.example",
        "https://news.example., news.example",
        "https://user:secret@news.example/, news.example",
        "https://a@b@news.example/, news.example",
        "https://news.example?x=https://other.example/, news.example",
        "https://news.example#@other.example, news.example",
        "https://news.example\\@other.example, news.example",
        "https://xn--bcher-kva.example/, xn--bcher-kva.example",
        "android-app://com.news.reader/, com.news.reader",
        "https://under_score.example/, under_score.example",
        "http://localhost/, localhost",
    })
    void findsTheHost(String referer, String host) {
        assertThat(ReferrerHost.of(referer)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "://",
                "https://",
                "https:///path",
                "https://:80/",
                "https://.",
                "https://@",
                "news.example",
                "/relative",
                "about:blank",
                "data:text/html,<b>",
                "javascript:alert(1)",
                "https://<script>alert(1)</script>/",
                "https://news.example\u0000.evil/",
                "https://new s.example/",
                "https://b\u00fccher.example/",
                "https://b\u00c3\u00bccher.example/",
                "https://%6eews.example/",
                "https://192.0.2.7/",
                "https://192.0.2.7:8443/x",
                "https://192.0.2.7./x",
                "https://1.0x7f/",
                "https://3232235777/",
                "https://[2001:db8::1]/",
                "https://[2001:db8::1]:443/",
                "ht tp://news.example/",
                "' or 1=1 --",
            })
    void takesNonsenseAndAddressesForNone(String referer) {
        assertThat(ReferrerHost.of(referer)).isNull();
    }

    @Test
    void boundsTheLength() {
        assertThat(ReferrerHost.of(null)).isNull();
        assertThat(ReferrerHost.of("https://" + "a".repeat(255) + "/")).hasSize(255);
        assertThat(ReferrerHost.of("https://" + "a".repeat(256) + "/")).isNull();
        assertThat(ReferrerHost.of("https://news.example/" + "a".repeat(100_000)))
                .isEqualTo("news.example");
        assertThat(ReferrerHost.of("https://" + "a.".repeat(50_000))).isNull();
    }
}
