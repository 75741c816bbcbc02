package dev.holdfast.reader.click;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountryLookupTest {
    private static final String HEADER = "CF-IPCountry";

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({"DE,DE", "de,DE", "XX,", "T1,", "ZZ,", "DEU,", "D,", "'',", "'D ',", "\u0130S,"})
    void takesACountryThatExistsFromTheHeader(String header, String country) {
        assertThat(lookup("").of("192.0.2.1", headers(header))).isEqualTo(country);
    }

    @Test
    void believesNoHeaderWhenNoneIsConfigured() {
        CountryLookup none = new CountryLookup(new ClickConfig("", "", ""));
        assertThat(none.of("192.0.2.1", headers("DE"))).isNull();
        assertThat(lookup("").of("192.0.2.1", HttpRequest.GET("/").getHeaders()::get))
                .isNull();
    }

    @Test
    void prefersTheFile() throws IOException {
        CountryLookup lookup = lookup(file().toString());
        assertThat(lookup.of("192.0.2.1", headers("FR"))).isEqualTo("DE");
        assertThat(lookup.of("2001:db8::1", headers("FR"))).isEqualTo("JP");
        assertThat(lookup.of("::ffff:192.0.2.1", headers("FR"))).isEqualTo("DE");
        assertThat(lookup.of("198.51.100.1", headers("FR"))).isEqualTo("FR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "192.0.2", "999.0.2.1", "192.0.2.1:80", "fe80::1%nosuch", "a.example", "\u0000"})
    void fallsBackForWhatIsNoAddress(String address) throws IOException {
        assertThat(lookup(file().toString()).of(address, headers("FR"))).isEqualTo("FR");
    }

    @Test
    void ignoresRecordsOfAnotherShape() throws IOException {
        Path file = dir.resolve("odd.mmdb");
        new MaxMindFile()
                .with("192.0.2.0", 24, Map.of("country", "DE"))
                .with("198.51.100.0", 24, Map.of("city", Map.of("name", "Ulm")))
                .with("203.0.113.0", 24, Map.of("country", Map.of("iso_code", "Germany")))
                .writeTo(file);
        CountryLookup lookup = lookup(file.toString());
        assertThat(lookup.of("192.0.2.1", headers("FR"))).isEqualTo("FR");
        assertThat(lookup.of("198.51.100.1", headers("FR"))).isEqualTo("FR");
        assertThat(lookup.of("203.0.113.1", headers("FR"))).isEqualTo("FR");
    }

    @Test
    void doesWithoutAFileThatIsMissingOrBroken() throws IOException {
        assertThat(lookup(dir.resolve("none").toString()).of("192.0.2.1", headers("FR")))
                .isEqualTo("FR");
        assertThat(lookup(dir.toString()).of("192.0.2.1", headers("FR"))).isEqualTo("FR");
        Path broken = Files.writeString(dir.resolve("broken"), "not a database");
        assertThat(lookup(broken.toString()).of("192.0.2.1", headers("FR"))).isEqualTo("FR");
    }

    @Test
    void readsAReplacedFile() throws IOException {
        Path file = file();
        CountryLookup lookup = lookup(file.toString());
        new MaxMindFile()
                .with("192.0.2.0", 24, Map.of("country", Map.of("iso_code", "AT")))
                .writeTo(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        lookup.refresh();
        assertThat(lookup.of("192.0.2.1", headers("FR"))).isEqualTo("AT");
        Files.writeString(file, "half a file");
        Files.setLastModifiedTime(file, FileTime.fromMillis(2));
        lookup.refresh();
        assertThat(lookup.of("192.0.2.1", headers("FR"))).isEqualTo("AT");
    }

    private Path file() throws IOException {
        Path file = dir.resolve("country.mmdb");
        new MaxMindFile()
                .with("192.0.2.0", 24, Map.of("country", Map.of("iso_code", "DE", "geoname_id", 7)))
                .with("2001:db8::", 32, Map.of("country", Map.of("iso_code", "JP")))
                .writeTo(file);
        return file;
    }

    private static CountryLookup lookup(String file) {
        return new CountryLookup(new ClickConfig(HEADER, file, ""));
    }

    private static Headers headers(String country) {
        return HttpRequest.GET("/").header(HEADER, country).getHeaders()::get;
    }
}
