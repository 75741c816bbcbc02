package dev.holdfast.local.cli;

import dev.holdfast.local.platform.Platform;

/** What {@code up} prints in the end. */
final class Welcome {
    private Welcome() {}

    static String text(Platform platform, String time) {
        var settings = platform.settings();
        return """

                Holdfast is up (%s).
                  public  http://localhost:%d
                  api     http://localhost:%d/api/v1
                  ops     http://localhost:%d/api/v1

                Create a link, and follow the shortUrl of the answer:
                  eval "$(infra/stack env)"
                  curl -s -X POST "$HOLDFAST_API_URL/api/v1/links" -H "Authorization: Bearer $HOLDFAST_API_KEY" \\
                    -H 'Content-Type: application/json' -d '{"target": "https://example.com/"}'
                """.formatted(time, settings.publicPort(), settings.apiPort(), settings.opsPort())
                .stripTrailing();
    }
}
