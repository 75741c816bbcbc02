package dev.holdfast.reader.api;

import dev.holdfast.model.code.LinkCode;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.reader.routing.KeyRing;
import dev.holdfast.reader.routing.LinkRow;
import dev.holdfast.reader.routing.LinkTable;
import dev.holdfast.reader.routing.Lookup;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** Finds the link that an API call names by its code. Blocks. */
@Singleton
final class LinkFinder {
    private final KeyRing keys;
    private final Reads reads;

    LinkFinder(KeyRing keys, Reads reads) {
        this.keys = keys;
        this.reads = reads;
    }

    /** The link, which is not deleted; a problem else. */
    LinkRow find(String code) {
        Lookup lookup = LinkCode.parse(code).map(this::lookup).orElse(new Lookup.Nowhere());
        LinkRow row = lookup instanceof Lookup.Nowhere ? null : reads.find(c -> LinkTable.find(c, lookup));
        if (row == null) {
            throw new ProblemException(ProblemCode.LINK_NOT_FOUND, "There is no link with the code '" + code + "'.");
        }
        if (row.deleted()) {
            throw new ProblemException(ProblemCode.LINK_GONE, "The link with the code '" + code + "' was deleted.");
        }
        return row;
    }

    private Lookup lookup(LinkCode code) {
        Lookup lookup = keys.lookup(code);
        if (lookup instanceof Lookup.UnknownEpoch) {
            refresh();
            lookup = keys.lookup(code);
        }
        return lookup instanceof Lookup.UnknownEpoch ? new Lookup.Nowhere() : lookup;
    }

    private void refresh() {
        try {
            keys.refresh();
        } catch (SQLException _) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "This code can't be read right now. Try again.");
        }
    }
}
