package dev.holdfast.reader.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathCodeTest {
    @ParameterizedTest
    @CsvSource({"/abc,abc", "/0Bq3xT9a,0Bq3xT9a", "/a%2Db%5fc,a-b_c", "/%61bc,abc", "/a%2Fb,a/b", "/a%20,'a '"})
    void aPathOfOneSegmentMayBeACode(String path, String code) {
        assertThat(PathCode.of(path)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "abc", "/a/", "/a/b", "/%", "/%4", "/%zz", "/%c3%a4"})
    void nothingElseIs(String path) {
        assertThat(PathCode.of(path)).isNull();
    }
}
