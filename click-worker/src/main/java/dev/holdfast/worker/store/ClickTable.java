package dev.holdfast.worker.store;

import dev.holdfast.model.click.ClickEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The raw clicks: the table that tells a repeated click from a new one. */
final class ClickTable {
    private static final String INSERT = """
            insert into click (id, day, at, link_id, visitor, bot, referrer, country, browser, os, device)
            select id, date '1970-01-01' + (ms / 86400000)::int, timestamptz 'epoch' + ms * interval '1 millisecond',
              link_id, visitor, bot, referrer, country, browser, os, device
            from unnest(?::text[]::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[],
                        ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
              as c (id, ms, link_id, visitor, bot, referrer, country, browser, os, device)
            on conflict do nothing
            returning id, day
            """;

    /** Two clicks are one when these are the same. */
    private record Key(UUID id, LocalDate day) {}

    private ClickTable() {}

    /**
     * Inserts the clicks that are not there yet, in the order of their ids so that workers never wait for each other in
     * a circle.
     *
     * @return those that were really inserted
     */
    static List<Click> insert(Connection connection, List<Click> clicks) throws SQLException {
        List<Click> different = different(clicks);
        Set<Key> inserted = HashSet.newHashSet(different.size());
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            bind(connection, statement, different);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    inserted.add(new Key(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class)));
                }
            }
        }
        return inserted.size() == different.size()
                ? different
                : different.stream()
                        .filter(click -> inserted.contains(key(click)))
                        .toList();
    }

    private static List<Click> different(List<Click> clicks) {
        Map<Key, Click> byKey = HashMap.newHashMap(clicks.size());
        clicks.forEach(click -> byKey.putIfAbsent(key(click), click));
        List<Click> different = new ArrayList<>(byKey.values());
        different.sort(Comparator.comparing(click -> click.event().id()));
        return different;
    }

    private static Key key(Click click) {
        return new Key(click.event().id(), click.day());
    }

    private static void bind(Connection connection, PreparedStatement statement, List<Click> clicks)
            throws SQLException {
        new Columns<>(connection, statement, clicks)
                .texts(click -> click.event().id().toString())
                .longs(click -> click.event().at().toEpochMilli())
                .longs(click -> click.event().linkId())
                .longs(click -> click.event().visitor())
                .booleans(click -> click.client().bot())
                .texts(click -> referrer(click.event()))
                .texts(click -> country(click.event()))
                .texts(click -> click.client().browser())
                .texts(click -> click.client().os())
                .texts(click -> click.client().device());
    }

    static String referrer(ClickEvent event) {
        return text(event.referrerHost());
    }

    static String country(ClickEvent event) {
        return text(event.country());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
