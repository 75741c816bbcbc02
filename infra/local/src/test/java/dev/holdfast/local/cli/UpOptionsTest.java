package dev.holdfast.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.local.service.ServiceKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpOptionsTest {
    @Test
    void readsWhatIsDocumented() {
        var options = UpOptions.parse(List.of("--readers", "3", "--fresh", "--writers", "2", "--workers", "0"));
        assertThat(options.fresh()).isTrue();
        assertThat(options.instances())
                .isEqualTo(Map.of(
                        ServiceKind.LINK_READER, 3,
                        ServiceKind.LINK_WRITER, 2,
                        ServiceKind.CLICK_WORKER, 0));
    }

    @Test
    void refusesTheRest() {
        for (var arguments : List.of(List.of("--readers"), List.of("--readers", "many"), List.of("now"))) {
            assertThatThrownBy(() -> UpOptions.parse(arguments)).isInstanceOf(UsageException.class);
        }
    }

    @Test
    void ourOwnExportsAreNoTuning() {
        assertThat(Tuning.of(Map.of(
                        "HOLDFAST_PRIMARY_JDBC", "jdbc:...",
                        "HOLDFAST_API_KEY", "hf_",
                        "HOLDFAST_CACHE_BYTES", "1",
                        "PATH", "/bin")))
                .isEqualTo(Map.of("HOLDFAST_CACHE_BYTES", "1"));
    }
}
