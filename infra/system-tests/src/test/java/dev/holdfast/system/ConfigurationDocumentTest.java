package dev.holdfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/configuration.md says of each service what its application.yml reads: every setting, with its default. */
class ConfigurationDocumentTest {
    private static final Pattern SETTING = Pattern.compile("\\$\\{(HOLDFAST_[A-Z0-9_]+)(?::`([^`]*)`|:([^}]*))?}");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(HOLDFAST_[A-Z0-9_]+)` \\| (?:`([^`]*)`|none) \\| .+ \\|$");

    @ParameterizedTest
    @ValueSource(strings = {"link-writer", "link-reader", "click-worker"})
    void everySettingIsInTheTableWithItsDefault(String service) throws IOException {
        assertThat(documented(service)).isEqualTo(inTheCode(service));
    }

    private static Set<String> inTheCode(String service) throws IOException {
        Path yaml = Platform.ROOT.resolve(service).resolve("src/main/resources/application.yml");
        Set<String> settings = new TreeSet<>();
        Matcher matcher = SETTING.matcher(Files.readString(yaml));
        while (matcher.find()) {
            String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            settings.add(matcher.group(1) + "=" + (value == null ? "" : value));
        }
        return settings;
    }

    /** The rows under the heading that names the service. */
    private static Set<String> documented(String service) throws IOException {
        Set<String> settings = new TreeSet<>();
        boolean here = false;
        for (String line : Files.readAllLines(Platform.ROOT.resolve("docs/configuration.md"))) {
            if (line.startsWith("## ")) {
                here = line.contains(service);
            }
            Matcher row = ROW.matcher(line);
            if (here && row.matches()) {
                settings.add(row.group(1) + "=" + (row.group(2) == null ? "" : row.group(2)));
            }
        }
        return settings;
    }
}
