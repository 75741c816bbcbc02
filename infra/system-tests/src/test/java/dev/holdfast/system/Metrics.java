package dev.holdfast.system;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Pattern;

/** What the services' Prometheus endpoints say. */
final class Metrics {
    private Metrics() {}

    /** Everything link-reader N says. */
    static String ofReader(Platform platform, int reader) {
        return of(platform, 250 + reader);
    }

    /** Everything that is said at a management port, an offset from the platform's base. */
    static String of(Platform platform, int port) {
        String address = "http://127.0.0.1:" + platform.port(port) + "/prometheus";
        return new Api(platform)
                .send(HttpRequest.newBuilder(URI.create(address)))
                .response()
                .body();
    }

    /** Shows where the readers' lookups went, and why. */
    static void printReads(Platform platform) {
        for (int reader = 1; reader <= 2; reader++) {
            System.out.println("reads of link-reader-" + reader + ":");
            Pattern.compile("^holdfast_reads_total.*$", Pattern.MULTILINE)
                    .matcher(ofReader(platform, reader))
                    .results()
                    .forEach(line -> System.out.println("  " + line.group()));
        }
    }
}
