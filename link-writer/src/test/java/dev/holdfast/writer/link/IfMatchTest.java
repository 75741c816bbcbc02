package dev.holdfast.writer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
    @Test
    void passesWithoutACondition() {
        new IfMatch(List.of()).require(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"7\"", "\"1\", \"7\"", "\"7\",\"8\"", " \"7\" "})
    void passes(String header) {
        new IfMatch(List.of(header)).require(7);
        new IfMatch(List.of("\"5\"", header)).require(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "W/\"7\"", "\"17\"", "\"8\"", "\"7", "\"\"", "w/\"7\""})
    void refuses(String header) {
        assertThatThrownBy(() -> new IfMatch(List.of(header)).require(7))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(412));
    }
}
