package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {
    private static final Instant NOW = Instant.parse("2023-11-14T22:13:30.5Z");

    @Test
    void takesTheFrontsId() {
        UUID id = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        assertThat(RequestHeaders.id("0123456789abcdef0123456789abcdef")).isEqualTo(id);
        assertThat(RequestHeaders.id("0123456789ABCDEF0123456789ABCDEF")).isEqualTo(id);
        assertThat(RequestHeaders.id("f".repeat(32))).isEqualTo(new UUID(-1, -1));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "0123456789abcdef0123456789abcdeg",
                "-123456789abcdef0123456789abcdef",
                "01234567-89ab-cdef-0123-456789abcdef",
                "\uff10123456789abcdef0123456789abcdef",
                "' or 1=1 --                     ",
            })
    void makesAnIdOfItsOwnForNonsense(String header) {
        UUID id = RequestHeaders.id(header);
        assertThat(id.version()).isEqualTo(4);
        assertThat(RequestHeaders.id(header)).isNotEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000.123, 2023-11-14T22:13:20.123Z",
        "1700000000.1239, 2023-11-14T22:13:20.123Z",
        "1700000000.1, 2023-11-14T22:13:20.100Z",
        "1700000000, 2023-11-14T22:13:20Z",
        "01700000000.123, 2023-11-14T22:13:20.123Z",
    })
    void takesTheFrontsTime(String header, Instant time) {
        assertThat(RequestHeaders.time(header, NOW)).isEqualTo(time);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                ".",
                ".5",
                "1700000000.",
                "1700000000.x",
                "1700000000,123",
                "1700000000 ",
                "-1700000000.123",
                "+1700000000.123",
                "1.7e9",
                "NaN",
                "0",
                "1600000000.123",
                "1800000000.123",
                "99999999999999999999999999.123",
                "9223372036854775807",
                "\u0661\u0667\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660.000",
            })
    void takesItsOwnTimeForNonsense(String header) {
        assertThat(RequestHeaders.time(header, NOW)).isEqualTo(NOW);
    }

    @Test
    void keepsTimeToTheMillisecond() {
        assertThat(RequestHeaders.time(null, NOW.plusNanos(999_999))).isEqualTo(NOW);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", "\u0000", "\r\n\t", "\ud800", "\udc00\ud800"})
    void hasNoTextWhereNothingIsLeft(String header) {
        assertThat(RequestHeaders.text(header, 512)).isNull();
    }

    @Test
    void keepsOnlyTextThatCanBeStored() {
        assertThat(RequestHeaders.text(" Mozilla/5.0 (X11) ", 512)).isEqualTo("Mozilla/5.0 (X11)");
        assertThat(RequestHeaders.text("a\u0000b\u001b[31mc\u0085d", 512)).isEqualTo("ab[31mcd");
        assertThat(RequestHeaders.text("a\ud800b\udc00c", 512)).isEqualTo("abc");
        assertThat(RequestHeaders.text("\ud83d\ude00!", 512)).isEqualTo("\ud83d\ude00!");
    }

    @Test
    void cutsTextBetweenCharacters() {
        assertThat(RequestHeaders.text("x".repeat(100_000), 512)).hasSize(512);
        assertThat(RequestHeaders.text("x".repeat(511) + "\ud83d\ude00", 512)).isEqualTo("x".repeat(511));
        String longest = RequestHeaders.text("\u20ac".repeat(600), 512);
        assertThat(longest).hasSize(512);
        assertThat(new String(longest.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(longest);
    }
}
