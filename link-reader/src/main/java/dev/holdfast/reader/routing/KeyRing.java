package dev.holdfast.reader.routing;

import dev.holdfast.model.code.Alias;
import dev.holdfast.model.code.CodeCipher;
import dev.holdfast.model.code.CodeKey;
import dev.holdfast.model.code.GeneratedCode;
import dev.holdfast.model.code.LinkCode;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of the codes, as far as this reader has heard of them. Safe for use by several threads. */
@Singleton
public final class KeyRing {
    private static final Duration LIMIT = Duration.ofMillis(300);

    private final Databases databases;
    private volatile CodeCipher cipher = new CodeCipher(List.of());

    KeyRing(Databases databases) {
        this.databases = databases;
    }

    /** What to look for, by the keys known here. */
    public Lookup lookup(LinkCode code) {
        return switch (code) {
            case Alias alias -> new Lookup.ByAlias(alias.text());
            case GeneratedCode generated ->
                switch (cipher.decode(generated)) {
                    case CodeCipher.Decoded.Id(long id) -> new Lookup.ById(id);
                    case CodeCipher.Decoded.OutOfRange _ -> new Lookup.Nowhere();
                    case CodeCipher.Decoded.UnknownEpoch _ -> new Lookup.UnknownEpoch();
                };
        };
    }

    /** The code of this id, or empty when no key known here covers it. */
    public Optional<GeneratedCode> encode(long id) {
        try {
            return Optional.of(cipher.encode(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Asks a database for the keys. Blocks. */
    public void refresh(Database source) throws SQLException {
        List<CodeKey> keys = source.read(LIMIT, LinkTable::keys);
        cipher = new CodeCipher(keys);
    }

    /** Asks the first database that answers. Blocks. */
    public void refresh() throws SQLException {
        for (Database replica : databases.replicas()) {
            try {
                refresh(replica);
                return;
            } catch (SQLException _) {
                // the next one may know
            }
        }
        refresh(databases.primary());
    }
}
