package dev.holdfast.reader.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final ListFilter FILTER = new ListFilter("tag", "text");

    @Test
    void aCursorSaysWhereThePageEnded() {
        assertThat(Cursor.decode(Cursor.encode(123_456_789_012L, FILTER), FILTER))
                .isEqualTo(123_456_789_012L);
        assertThat(Cursor.decode(null, FILTER)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itBelongsToOneList() {
        String cursor = Cursor.encode(7, FILTER);
        assertThatThrownBy(() -> Cursor.decode(cursor, new ListFilter("tag", null)))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAEAAAAA", "AAAAAAAAAAAAAAAA", "////", "AAAAAAAAAAEAAAAAAAAA", "ä"})
    void anythingElseIsRefused(String cursor) {
        assertThatThrownBy(() -> Cursor.decode(cursor, FILTER)).isInstanceOf(ProblemException.class);
    }
}
