package dev.holdfast.reader.redirect;

import dev.holdfast.model.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The one HTML page that shows a problem to a person. It needs no other resource and runs no script. */
final class Page {
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:1.125rem/1.6 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-content:center;\
            padding:1.5rem;box-sizing:border-box}
            main{max-width:32rem}
            h1{font-size:1.6rem;line-height:1.25;margin:0 0 .75rem}
            p{margin:0}
            """;

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%s</title>
            <style>%s</style>
            </head>
            <body>
            <main>
            <h1>%s</h1>
            <p>%s</p>
            </main>
            </body>
            </html>
            """;

    /** Allows this page's style and nothing else. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Page() {}

    static String of(Problem problem) {
        String title = escape(problem.title());
        return PAGE.formatted(title, STYLE, title, escape(problem.detail()));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
