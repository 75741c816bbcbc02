package dev.holdfast.reader.api;

import dev.holdfast.model.code.LinkCode;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.reader.routing.Decoded;
import dev.holdfast.reader.routing.Guarded;
import dev.holdfast.reader.routing.LinkColumns;
import dev.holdfast.reader.routing.LinkReading;
import dev.holdfast.reader.routing.LinkRow;
import dev.holdfast.reader.routing.LinkTable;
import dev.holdfast.reader.routing.Lookup;
import dev.holdfast.reader.routing.Position;
import dev.holdfast.reader.routing.ShownVersions;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Finds the link that an API call names by its code. Blocks. */
@Singleton
final class LinkFinder {
    private final CodeKeys keys;
    private final Reads reads;
    private final ShownVersions shown;

    LinkFinder(CodeKeys keys, Reads reads, ShownVersions shown) {
        this.keys = keys;
        this.reads = reads;
        this.shown = shown;
    }

    /** The link, which is not deleted; a problem else. */
    LinkRow find(String text, Demand demand) {
        LinkRow row = LinkCode.parse(text).map(code -> find(code, demand)).orElse(null);
        if (row == null) {
            throw new ProblemException(ProblemCode.LINK_NOT_FOUND, "There is no link with this code.", "code");
        }
        if (row.deleted()) {
            throw new ProblemException(ProblemCode.LINK_GONE, "The link with this code was deleted.", "code");
        }
        return row;
    }

    private @Nullable LinkRow find(LinkCode code, Demand demand) {
        return switch (keys.decode(code)) {
            case Decoded.Impossible _ -> null;
            case Decoded.UnknownEpoch _ -> throw Reads.unavailable();
            case Decoded.Possible(Lookup lookup) -> find(code.text(), lookup, demand);
        };
    }

    private @Nullable LinkRow find(String code, Lookup lookup, Demand demand) {
        LinkRow row = reads.<LinkRow>links(
                        demand,
                        connection -> LinkTable.find(connection, lookup, LinkColumns.ALL),
                        (reading, source, primary) -> objection(code, lookup, demand, reading, source, primary))
                .link();
        if (row != null) {
            shown.note(code, row.cached());
        }
        return row;
    }

    private Reads.@Nullable Objection objection(
            String code, Lookup lookup, Demand demand, LinkReading<LinkRow> reading, Guarded source, boolean primary) {
        Position position = reading.position();
        LinkRow row = reading.link();
        if (row == null) {
            return position.knowsAbsent(lookup) ? null : Reads.Objection.UNSETTLED;
        }
        if (!shown.accepts(code, row.version(), position.settled())) {
            return Reads.Objection.OLDER;
        }
        if (primary) {
            return null;
        }
        if (Math.max(row.version(), position.settled()) < demand.token()) {
            return Reads.Objection.TOKEN;
        }
        return row.version() != row.id() && source.isLagging() ? Reads.Objection.LAG : null;
    }
}
