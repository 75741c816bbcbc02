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
    private final Positions positions;
    private final Mechanisms mechanisms;
    private volatile Known known = Known.of(List.of());

    private record Known(List<CodeKey> keys, CodeCipher cipher, long lastId) {
        static Known of(List<CodeKey> keys) {
            long last = keys.stream().mapToLong(CodeKey::lastId).max().orElse(0);
            return new Known(keys, new CodeCipher(keys), last);
        }
    }

    KeyRing(Positions positions, Mechanisms mechanisms) {
        this.positions = positions;
        this.mechanisms = mechanisms;
    }

    public boolean isEmpty() {
        return known.keys().isEmpty();
    }

    /**
     * What this code can mean. Ids that were never issued are told apart without asking anyone. So are codes of an
     * unknown epoch while the known ones cover every id that can have been issued: an id has one code.
     */
    public Decoded decode(LinkCode code) {
        return switch (code) {
            case Alias alias -> new Decoded.Possible(new Lookup.ByAlias(alias.text()));
            case GeneratedCode generated -> decode(generated);
        };
    }

    private Decoded decode(GeneratedCode code) {
        Known now = known;
        long highest = mechanisms.neverIssued() ? positions.highestPossible() : Long.MAX_VALUE;
        return switch (now.cipher().decode(code)) {
            case CodeCipher.Decoded.Id(long id) ->
                id > highest ? new Decoded.Impossible() : new Decoded.Possible(new Lookup.ById(id));
            case CodeCipher.Decoded.OutOfRange _ -> new Decoded.Impossible();
            case CodeCipher.Decoded.UnknownEpoch _ ->
                highest <= now.lastId() ? new Decoded.Impossible() : new Decoded.UnknownEpoch();
        };
    }

    /** The code of this id, or empty when no key known here covers it. */
    public Optional<GeneratedCode> encode(long id) {
        try {
            return Optional.of(known.cipher().encode(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Asks this database for the keys. Blocks. */
    void refresh(Database source, Duration limit) throws SQLException {
        List<CodeKey> keys = source.read(LinkTable::keys, limit);
        // A replica may not have the newest yet. Keys are never taken away.
        if (keys.size() > known.keys().size()) {
            known = Known.of(keys);
        }
    }
}
