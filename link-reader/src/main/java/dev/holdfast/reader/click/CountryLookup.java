package dev.holdfast.reader.click;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import io.micronaut.scheduling.annotation.Scheduled;
import io.netty.util.AsciiString;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The visitor's country: from the MaxMind-format file when one is configured and knows the address, else from the
 * front's header, else unknown. A file that is missing or broken is reported and done without; a replaced file is read
 * within a minute. Safe for use by many threads; never blocks, never looks a name up.
 */
@Singleton
class CountryLookup {
    private static final Logger LOG = LoggerFactory.getLogger(CountryLookup.class);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final AsciiString header;
    private final @Nullable Path file;
    private volatile @Nullable Reader database;
    private long readAt = Long.MIN_VALUE;

    CountryLookup(ClickConfig config) {
        header = AsciiString.cached(config.countryHeader().strip());
        file = config.geoipFile().isBlank() ? null : Path.of(config.geoipFile().strip());
        refresh();
    }

    /** ISO 3166-1 alpha-2 in upper case; null when unknown. */
    @Nullable String of(String address, Headers headers) {
        Reader known = database;
        String country = known == null ? null : located(known, address);
        if (country == null && !header.isEmpty()) {
            country = valid(headers.get(header));
        }
        return country;
    }

    /** Reads the file again when it was replaced. The old content stays in use when the new one is broken. */
    @Scheduled(fixedDelay = "1m")
    final synchronized void refresh() {
        if (file == null) {
            return;
        }
        try {
            long modified = Files.getLastModifiedTime(file).toMillis();
            if (modified != readAt) {
                readAt = modified;
                // In memory, not mapped: a file overwritten in place would change under a mapping.
                Reader fresh = new Reader(file.toFile(), Reader.FileMode.MEMORY);
                database = fresh;
                LOG.info(
                        "HOLDFAST_GEOIP_FILE {} read: {}",
                        file,
                        fresh.getMetadata().databaseType());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "HOLDFAST_GEOIP_FILE {} is not readable ({}): countries come from {}",
                    file,
                    e.toString(),
                    database == null ? "the header " + header : "its earlier content");
        }
    }

    private static @Nullable String located(Reader database, String address) {
        try {
            Place place = database.get(InetAddress.ofLiteral(address), Place.class);
            return place == null || place.country == null ? null : valid(place.country.code);
        } catch (IOException | RuntimeException e) {
            // Not an address, or a broken file. Not logged: the message would hold the address.
            return null;
        }
    }

    private static @Nullable String valid(@Nullable String code) {
        if (code == null || code.length() != 2) {
            return null;
        }
        String upper = code.toUpperCase(Locale.ROOT);
        return COUNTRIES.contains(upper) ? upper : null;
    }

    /** The one field read of a record; the others are skipped undecoded. Public for the library, which fills it. */
    public record Place(@Nullable Country country) {
        @MaxMindDbConstructor
        public Place(@MaxMindDbParameter(name = "country") @Nullable Country country) {
            this.country = country;
        }
    }

    /** Public for the library, which fills it. */
    public record Country(@Nullable String code) {
        @MaxMindDbConstructor
        public Country(@MaxMindDbParameter(name = "iso_code") @Nullable String code) {
            this.code = code;
        }
    }
}
