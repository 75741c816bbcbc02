package dev.holdfast.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page under docs/ops whose blocks are typed as printed.
 *
 * @param shell where they are typed
 */
record Runbook(Function<String, Platform.Output> shell, String page) {
    Runbook(Platform platform, String page) {
        this(platform::shell, page);
    }

    /** Types the block of this name, in a shell of its own. */
    String type(String name) {
        return type("", name);
    }

    /** Types the page's block {@code setup}, then the one of this name. */
    String typeAfterSetup(String name) {
        return type(block("setup"), name);
    }

    private String type(String first, String name) {
        return shell.apply("set -euo pipefail\n" + first + block(name)).orFail().text();
    }

    private String block(String name) {
        try {
            String text = Files.readString(Platform.ROOT.resolve("docs/ops").resolve(page));
            Matcher block = Pattern.compile("<!-- runbook: " + name + " -->\n```sh\n(.*?)```", Pattern.DOTALL)
                    .matcher(text);
            if (!block.find()) {
                throw new IllegalStateException(page + " has no block " + name);
            }
            return block.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
