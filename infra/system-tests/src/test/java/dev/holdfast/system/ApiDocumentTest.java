package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/api.md and README.md say is what there is. */
class ApiDocumentTest {
    private static final Pattern CODE =
            Pattern.compile("^    ([A-Z_]+)\\((\\d+), \"([^\"]+)\"\\)[,;]$", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\| (\\d+) \\| (.+) \\|$", Pattern.MULTILINE);
    private static final Pattern README_BLOCK =
            Pattern.compile("<!-- A test runs this block as it stands. -->\n```sh\n(.*?)```", Pattern.DOTALL);

    @Test
    void theTableOfErrorsIsTheListInTheCode() throws IOException {
        String code = read("shared-model/src/main/java/dev/holdfast/model/problem/ProblemCode.java");
        List<String> inTheCode = CODE.matcher(code)
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT).replace('_', '-') + " " + found.group(2) + " "
                        + found.group(3))
                .toList();
        List<String> documented = ROW.matcher(read("docs/api.md"))
                .results()
                .map(found -> found.group(1) + " " + found.group(2) + " " + found.group(3))
                .toList();
        assertThat(documented).isNotEmpty().isEqualTo(inTheCode);
    }

    @Test
    void theCommandsOfTheReadmeWorkAsPrinted() throws IOException {
        var block = README_BLOCK.matcher(read("README.md"));
        assertThat(block.find()).isTrue();
        String printed =
                Platform.shared().shell("set -eu\n" + block.group(1)).orFail().text();
        assertThat(printed)
                .contains("\"shortUrl\":\"" + Platform.shared().export("HOLDFAST_PUBLIC_URL"))
                .contains("HTTP/1.1 302")
                .containsIgnoringCase("location: https://example.com/a/rather/long/address?of=a+page")
                .contains("\"total\":");
    }

    @Test
    void everyLinkBetweenDocumentsLeadsSomewhere() throws IOException {
        Pattern link = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
        try (var files = Files.walk(Platform.ROOT.resolve("docs"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                link.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> assertThat(file.resolveSibling(found.group(1)))
                                .as("link in " + file)
                                .exists());
            }
        }
        link.matcher(read("README.md"))
                .results()
                .forEach(found ->
                        assertThat(Platform.ROOT.resolve(found.group(1))).exists());
    }

    private static String read(String file) throws IOException {
        return Files.readString(Platform.ROOT.resolve(file));
    }
}
