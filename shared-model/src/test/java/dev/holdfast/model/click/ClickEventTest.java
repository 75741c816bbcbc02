package dev.holdfast.model.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.click.MalformedClickException.Cause;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickEventTest {
    private static final ClickEvent FULL = new ClickEvent(
            UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
            Instant.parse("2026-03-01T12:34:56.789Z"),
            4711,
            -2,
            "example.org",
            "Mozilla/5.0 (é€😀)",
            "DE");
    private static final ClickEvent BARE = new ClickEvent(
            UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), Instant.EPOCH, 1, 0, null, null, null);

    /** Written once and never changed: what old journals and topics hold. */
    private static final String FIXED = "00112233445566778899aabbccddeeff" // id
            + "0000019ca9650895" // at
            + "0000000000001267" // linkId
            + "fffffffffffffffe"; // visitor

    private static final String FIELDS = "01000b" + "6578616d706c652e6f7267" // referrerHost
            + "020017" + "4d6f7a696c6c612f352e302028" + "c3a9" + "e282ac" + "f09f9880" + "29" // userAgent
            + "030002" + "4445"; // country
    private static final String BARE_SAMPLE =
            "01" + "00112233445566778899aabbccddeeff" + "0000000000000000" + "0000000000000001" + "0000000000000000";

    @Test
    void hasTheWireFormatOfVersionOne() {
        assertThat(HexFormat.of().formatHex(FULL.encode())).isEqualTo("01" + FIXED + FIELDS);
        assertThat(HexFormat.of().formatHex(BARE.encode())).isEqualTo(BARE_SAMPLE);
        assertThat(decode("01" + FIXED + FIELDS)).isEqualTo(FULL);
        assertThat(decode(BARE_SAMPLE)).isEqualTo(BARE);
    }

    @Test
    void readsTheNextVersionWithoutItsNewFields() {
        String added = "2a0003" + "010203";
        assertThat(decode("02" + FIXED + added + FIELDS)).isEqualTo(FULL);
        assertThat(decode("02" + FIXED + FIELDS + added + "ff0000")).isEqualTo(FULL);
    }

    @Property(tries = 300)
    void decodesWhatItEncodes(@ForAll("clicks") ClickEvent click) {
        byte[] bytes = click.encode();
        assertThat(bytes).hasSizeLessThanOrEqualTo(ClickEvent.MAX_ENCODED_LENGTH);
        assertThat(ClickEvent.decode(bytes)).isEqualTo(click);
    }

    @Property(tries = 300)
    void refusesAnyBytesOrderly(@ForAll byte[] bytes) {
        readOrRefuse(bytes);
        readOrRefuse(concat(FULL.encode(), bytes));
        byte[] damaged = FULL.encode();
        for (int i = 0; i < bytes.length; i++) {
            damaged[Math.floorMod(bytes[i] * 31 + i, damaged.length)] = bytes[i];
        }
        readOrRefuse(damaged);
    }

    @Test
    void refusesEveryTruncation() {
        byte[] bytes = FULL.encode();
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            if (length == 41 || length == 41 + 14 || length == 41 + 14 + 26) {
                assertThat(ClickEvent.decode(cut)).isNotEqualTo(FULL); // the end of a field
            } else {
                assertRefused(cut, Cause.TRUNCATED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "00, UNKNOWN_VERSION",
        "03, UNKNOWN_VERSION",
        "7b226964223a317d, UNKNOWN_VERSION",
        "01, TRUNCATED",
        "0100112233, TRUNCATED",
    })
    void saysWhyBytesAreNoClick(String hex, Cause cause) {
        assertRefused(HexFormat.of().parseHex(hex), cause);
    }

    @ParameterizedTest
    @CsvSource({
        "030003444558", // three letters
        "0300026465", // lower case
        "010000", // empty
        "010001ff", // not UTF-8
        "02000161020001ff", // the second one is bad
        "02000200 61", // a control character
    })
    void refusesFieldsOutOfBounds(String fields) {
        assertRefused(HexFormat.of().parseHex(BARE_SAMPLE + fields.replace(" ", "")), Cause.INVALID_FIELD);
    }

    @Test
    void refusesNumbersOutOfBounds() {
        assertRefused(
                HexFormat.of().parseHex(BARE_SAMPLE.replace("01" + "0000000000000000", "00" + "0000000000000000")),
                Cause.INVALID_FIELD);
        byte[] farOff = BARE.encode();
        farOff[17] = 0x7f;
        assertRefused(farOff, Cause.INVALID_FIELD);
        farOff[17] = (byte) 0x80;
        assertRefused(farOff, Cause.INVALID_FIELD);
    }

    @Test
    void holdsNothingOutOfBounds() {
        refuse(0, "a", "a", null);
        refuse(1, "", "a", null);
        refuse(1, "a".repeat(256), "a", null);
        refuse(1, "a", "a".repeat(513), null);
        refuse(1, "a", "a\nb", null);
        refuse(1, "a", "a", "D");
        refuse(1, "a", "a", "de");
    }

    @Test
    void keepsMilliseconds() {
        ClickEvent click =
                new ClickEvent(BARE.id(), Instant.parse("2026-01-01T00:00:00.123456789Z"), 1, 0, null, null, null);
        assertThat(click.at()).isEqualTo("2026-01-01T00:00:00.123Z");
    }

    @Provide
    Arbitrary<ClickEvent> clicks() {
        Arbitrary<String> text = Arbitraries.strings()
                .all()
                .ofMinLength(1)
                .ofMaxLength(255)
                .filter(s -> s.codePoints().noneMatch(c -> Character.isISOControl(c) || isHalf(c)));
        return Combinators.combine(
                        Arbitraries.create(UUID::randomUUID),
                        Arbitraries.longs().between(0, 253_402_300_799_999L).map(Instant::ofEpochMilli),
                        Arbitraries.longs().greaterOrEqual(1),
                        Arbitraries.longs(),
                        text.injectNull(0.2),
                        text.injectNull(0.2),
                        Arbitraries.of("DE", "US", "ZZ").injectNull(0.2))
                .as(ClickEvent::new);
    }

    private static boolean isHalf(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private static void refuse(long linkId, String referrer, String agent, @Nullable String country) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClickEvent(BARE.id(), Instant.EPOCH, linkId, 0, referrer, agent, country));
    }

    private static ClickEvent decode(String hex) {
        return ClickEvent.decode(HexFormat.of().parseHex(hex));
    }

    private static void assertRefused(byte[] bytes, Cause cause) {
        assertThatThrownBy(() -> ClickEvent.decode(bytes))
                .isInstanceOfSatisfying(
                        MalformedClickException.class,
                        e -> assertThat(e.reason()).isEqualTo(cause));
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            ClickEvent click = ClickEvent.decode(bytes);
            assertThat(ClickEvent.decode(click.encode())).isEqualTo(click);
        } catch (MalformedClickException e) {
            assertThat(e.reason()).isNotNull();
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
