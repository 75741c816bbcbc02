package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Advisory locks have numbers and no names: two services that chose the same one kept each other waiting for ever,
 * unseen by the tests of either.
 */
class AdvisoryLocksTest {
    private static final Pattern NUMBER = Pattern.compile("(?:LOCK = |pg_advisory(?:_xact)?_lock\\()(\\d+)");

    @Test
    void everyLockHasANumberOfItsOwn() throws IOException {
        List<String> numbers = new ArrayList<>();
        for (String module : List.of("link-writer", "link-reader", "click-worker")) {
            try (Stream<Path> files = Files.walk(Platform.ROOT.resolve(module).resolve("src/main"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    NUMBER.matcher(Files.readString(file)).results().forEach(found -> numbers.add(found.group(1)));
                }
            }
        }
        assertThat(numbers).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
    }
}
