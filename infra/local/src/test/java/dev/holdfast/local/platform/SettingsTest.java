package dev.holdfast.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.local.StackException;
import dev.holdfast.local.service.ServiceKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path state;

    @Test
    void theUsual() {
        var settings = Settings.of(state, Map.of());
        assertThat(settings.publicPort()).isEqualTo(8080);
        assertThat(settings.apiPort()).isEqualTo(8081);
        assertThat(settings.opsPort()).isEqualTo(8082);
        assertThat(settings.portBase()).isEqualTo(18000);
        assertThat(settings.instances(ServiceKind.LINK_WRITER)).isEqualTo(1);
        assertThat(settings.instances(ServiceKind.LINK_READER)).isEqualTo(2);
        assertThat(settings.instances(ServiceKind.CLICK_WORKER)).isEqualTo(1);
        assertThat(Settings.exist(state)).isFalse();
    }

    @Test
    void whatWasChosenIsRememberedAndTheEnvironmentOverridesIt() {
        Settings.of(state, Map.of("HOLDFAST_PUBLIC_PORT", "9080", "HOLDFAST_PORT_BASE", "19000"))
                .withInstances(ServiceKind.LINK_READER, 5)
                .withTuning(Map.of("HOLDFAST_X", "a=b c"))
                .save(state);
        var remembered = Settings.of(state, Map.of("HOLDFAST_PUBLIC_PORT", "9090"));
        assertThat(remembered.publicPort()).isEqualTo(9090);
        assertThat(remembered.portBase()).isEqualTo(19000);
        assertThat(remembered.instances(ServiceKind.LINK_READER)).isEqualTo(5);
        assertThat(remembered.tuning()).isEqualTo(Map.of("HOLDFAST_X", "a=b c"));
        assertThat(Settings.exist(state)).isTrue();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Settings.of(state, Map.of("HOLDFAST_API_PORT", "http")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("HOLDFAST_API_PORT");
        assertThatThrownBy(() -> Settings.of(state, Map.of("HOLDFAST_API_PORT", "65536")))
                .isInstanceOf(StackException.class);
        var settings = Settings.of(state, Map.of());
        assertThatThrownBy(() -> settings.withInstances(ServiceKind.LINK_READER, -1))
                .isInstanceOf(StackException.class);
        assertThatThrownBy(() -> settings.withInstances(ServiceKind.LINK_READER, 50))
                .isInstanceOf(StackException.class);
    }
}
