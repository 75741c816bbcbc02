package dev.holdfast.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CachedLinkTest {
    private static final CachedLink LINK =
            new CachedLink(7, 12, CachedLink.State.ACTIVE, 308, 1_700_000_000_000L, "https://example.com/");

    @Test
    void everyFieldSurvivesEncoding() {
        for (CachedLink.State state : CachedLink.State.values()) {
            CachedLink link =
                    new CachedLink(7, Long.MAX_VALUE, state, 301, CachedLink.NEVER, "https://a.example/?q=1#f");
            assertThat(CachedLink.decode(link.encode())).contains(link);
        }
    }

    @Test
    void aValueStartsWithItsVersionInNineteenDigits() {
        assertThat(new String(LINK.encode(), 0, 19, StandardCharsets.US_ASCII)).isEqualTo("0000000000000000012");
    }

    @Test
    void everyCutOrForeignValueIsAMiss() {
        byte[] value = LINK.encode();
        for (int length = 0; length < 38; length++) {
            assertThat(CachedLink.decode(Arrays.copyOf(value, length))).isEmpty();
        }
        byte[] foreign = value.clone();
        foreign[3] = 'x';
        assertThat(CachedLink.decode(foreign)).isEmpty();
        byte[] state = value.clone();
        state[19] = '9';
        assertThat(CachedLink.decode(state)).isEmpty();
    }

    @Test
    void anExpiredDisabledOrDeletedLinkDoesNotRedirect() {
        assertThat(LINK.redirectsAt(1_699_999_999_999L)).isTrue();
        assertThat(LINK.redirectsAt(1_700_000_000_000L)).isFalse();
        assertThat(new CachedLink(1, 2, CachedLink.State.DISABLED, 302, CachedLink.NEVER, "x").redirectsAt(0))
                .isFalse();
    }

    @Test
    void aTargetThatWouldBreakOutOfItsHeaderIsNotPlain() {
        assertThat(LINK.hasPlainTarget()).isTrue();
        for (String target : new String[] {"https://a.example/\r\nX: y", "https://a.example/\u0000"}) {
            assertThat(new CachedLink(1, 1, CachedLink.State.ACTIVE, 302, CachedLink.NEVER, target).hasPlainTarget())
                    .isFalse();
        }
    }

    @Test
    void aChangeMessageCarriesCodeAndValueAndAnEmptyOneNothing() {
        ChangeMessage change = new ChangeMessage("my-alias", LINK);
        assertThat(ChangeMessage.decode(change.encode())).contains(change);
        assertThat(ChangeMessage.decode(new byte[0])).isEmpty();
        assertThat(ChangeMessage.decode("no-value ".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    @Test
    void positionsSortAsText() {
        assertThat(CacheKeys.position(9)).isLessThan(CacheKeys.position(10));
        assertThat(CacheKeys.position(Long.MAX_VALUE)).isEqualTo(Long.toString(Long.MAX_VALUE));
    }
}
