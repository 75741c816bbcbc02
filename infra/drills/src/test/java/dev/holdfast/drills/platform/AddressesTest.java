package dev.holdfast.drills.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.drills.DrillException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://127.0.0.1",
                "http://[::1]:1",
                "https://10.77.0.100:8080",
                "http://192.168.1.2",
                "http://[fd00::1]:80"
            })
    void ownAndPrivateAddressesMayBeDrilled(String url) {
        assertThatCode(() -> Addresses.requirePrivate(URI.create(url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://203.0.113.7", "https://8.8.8.8:8080", "http://[2001:db8::1]:80", "http://172.32.0.1"})
    void allOthersAreRefused(String url) {
        assertThatThrownBy(() -> Addresses.requirePrivate(URI.create(url)))
                .isInstanceOf(DrillException.class)
                .hasMessageContaining("neither loopback nor private");
    }
}
