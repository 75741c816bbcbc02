package dev.holdfast.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GracefulStopTest {
    private static final int SIGTERM_EXIT = 128 + 15;

    @Test
    void stopsBeingReadyThenListeningThenAnswering() throws Exception {
        try (SampleProcess process = new SampleProcess("2s")) {
            CompletableFuture<HttpResponse<String>> inFlight =
                    process.service().getInBackground("/api/v1/slow?millis=5000");
            process.terminate();
            SampleProcess.await("unready", () -> !process.isReady());
            HttpResponse<String> answer = process.service().get("/api/v1/samples");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Connection")).hasValue("close");
            SampleProcess.await("closed", () -> !process.listens());
            assertThat(inFlight).isNotDone();
            assertThat(inFlight.join().body()).isEqualTo("done");
            assertThat(process.exitCode()).isEqualTo(SIGTERM_EXIT);
        }
    }
}
