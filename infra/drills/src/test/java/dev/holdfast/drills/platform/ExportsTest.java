package dev.holdfast.drills.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.drills.DrillException;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private final Exports exports = Exports.parse("""
            export COMPOSE_PROJECT_NAME='second'
            export QUOTED='a'\\''b'
            export PLAIN=c
            echo said beside
            """);

    @Test
    void readsWhatAShellWould() {
        assertThat(exports.find("COMPOSE_PROJECT_NAME")).contains("second");
        assertThat(exports.get("QUOTED")).isEqualTo("a'b");
        assertThat(exports.get("PLAIN")).isEqualTo("c");
    }

    @Test
    void tellsWhatIsMissing() {
        assertThat(exports.find("CURL_CA_BUNDLE")).isEmpty();
        assertThatThrownBy(() -> exports.get("CURL_CA_BUNDLE"))
                .isInstanceOf(DrillException.class)
                .hasMessageContaining("CURL_CA_BUNDLE");
    }
}
