package dev.holdfast.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortHolderTest {
    @Test
    void namesTheProcessThatListens() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(PortHolder.free(socket.getLocalPort())).isFalse();
            assertThat(PortHolder.describe(socket.getLocalPort()))
                    .startsWith("process " + ProcessHandle.current().pid() + " (")
                    .contains("java");
        }
    }

    @Test
    void aPortThatNobodyHoldsIsFree() {
        assertThat(PortHolder.free(new FreePorts().next())).isTrue();
    }
}
