package dev.holdfast.reader.api;

import dev.holdfast.reader.routing.Guarded;
import dev.holdfast.reader.routing.LinkReading;
import dev.holdfast.reader.routing.LinkRow;
import dev.holdfast.reader.routing.ShownVersions;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads pages of links. Blocks. */
@Singleton
final class LinkLists {
    private final CodeKeys keys;
    private final Reads reads;
    private final ShownVersions shown;

    LinkLists(CodeKeys keys, Reads reads, ShownVersions shown) {
        this.keys = keys;
        this.reads = reads;
        this.shown = shown;
    }

    /** At most {@code limit} links below this id, newest first. */
    LinkReading<List<LinkRow>> find(ListFilter filter, long below, int limit, Demand demand) {
        LinkReading<List<LinkRow>> page = reads.links(
                demand,
                connection -> ApiTable.list(connection, filter, below, limit),
                (reading, source, primary) -> objection(demand, reading, source, primary));
        rows(page).forEach(row -> shown.note(keys.codeOf(row), row.cached()));
        return page;
    }

    static List<LinkRow> rows(LinkReading<List<LinkRow>> page) {
        List<LinkRow> rows = page.link();
        return rows == null ? List.of() : rows;
    }

    private Reads.@Nullable Objection objection(
            Demand demand, LinkReading<List<LinkRow>> reading, Guarded source, boolean primary) {
        long settled = reading.position().settled();
        if (!rows(reading).stream().allMatch(row -> shown.accepts(keys.codeOf(row), row.version(), settled))) {
            return Reads.Objection.OLDER;
        }
        if (primary) {
            return null;
        }
        if (settled < demand.token()) {
            return Reads.Objection.TOKEN;
        }
        return source.isLagging() ? Reads.Objection.LAG : null;
    }
}
