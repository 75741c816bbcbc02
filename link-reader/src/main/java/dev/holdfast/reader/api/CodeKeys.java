package dev.holdfast.reader.api;

import dev.holdfast.model.code.GeneratedCode;
import dev.holdfast.model.code.LinkCode;
import dev.holdfast.reader.routing.Databases;
import dev.holdfast.reader.routing.Decoded;
import dev.holdfast.reader.routing.Guarded;
import dev.holdfast.reader.routing.KeyRing;
import dev.holdfast.reader.routing.LinkRow;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Codes, with a word from the primary where the keys at hand don't reach. Blocks. */
@Singleton
final class CodeKeys {
    private static final Duration LIMIT = Duration.ofMillis(300);

    private final KeyRing keys;
    private final Guarded primary;

    CodeKeys(KeyRing keys, Databases databases) {
        this.keys = keys;
        this.primary = databases.api().primary();
    }

    Decoded decode(LinkCode code) {
        Decoded decoded = keys.decode(code);
        return decoded instanceof Decoded.UnknownEpoch && refresh() ? keys.decode(code) : decoded;
    }

    /** The one code of this link. */
    String codeOf(LinkRow row) {
        if (row.alias() != null) {
            return row.alias();
        }
        Optional<GeneratedCode> code = keys.encode(row.id());
        if (code.isEmpty() && refresh()) {
            code = keys.encode(row.id());
        }
        return code.map(GeneratedCode::text).orElseThrow(Reads::unavailable);
    }

    private boolean refresh() {
        try {
            primary.refresh(keys, LIMIT);
            return true;
        } catch (SQLException _) {
            return false;
        }
    }
}
