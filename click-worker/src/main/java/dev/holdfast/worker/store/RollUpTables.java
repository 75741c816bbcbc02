package dev.holdfast.worker.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;

/** Adds a batch's sums to the roll-up tables, each in one statement. */
final class RollUpTables {
    private static final String VISITORS = """
            insert into click_visitor (link_id, visitor, day)
            select link_id, visitor, date '1970-01-01' + day::int
            from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as v (link_id, visitor, day)
            on conflict do nothing
            returning link_id, day - date '1970-01-01'
            """;

    private static final String BY_DAY = """
            insert into click_by_day as t (link_id, day, clicks, bots, visitors)
            select link_id, date '1970-01-01' + day::int, clicks, bots, visitors
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
              as d (link_id, day, clicks, bots, visitors)
            on conflict (link_id, day) do update set clicks = t.clicks + excluded.clicks,
              bots = t.bots + excluded.bots, visitors = t.visitors + excluded.visitors
            """;

    private static final String BY_HOUR = """
            insert into click_by_hour as t (link_id, hour, clicks, bots)
            select link_id, timestamptz 'epoch' + hour * interval '1 hour', clicks, bots
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) as h (link_id, hour, clicks, bots)
            on conflict (link_id, hour) do update set clicks = t.clicks + excluded.clicks, bots = t.bots + excluded.bots
            """;

    private static final String BY_DIMENSION = """
            insert into click_by_dimension as t (link_id, dimension, day, value, clicks, bots)
            select link_id, dimension, date '1970-01-01' + day::int, value, clicks, bots
            from unnest(?::bigint[], ?::text[]::click_dimension[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[])
              as v (link_id, dimension, day, value, clicks, bots)
            on conflict (link_id, dimension, day, value)
              do update set clicks = t.clicks + excluded.clicks, bots = t.bots + excluded.bots
            """;

    private static final String TOTAL = """
            insert into click_total_by_hour as t (hour, clicks, bots, slot)
            select timestamptz 'epoch' + hour * interval '1 hour', clicks, bots, ?
            from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as h (hour, clicks, bots)
            on conflict (hour, slot) do update set clicks = t.clicks + excluded.clicks, bots = t.bots + excluded.bots
            """;

    private record Visit(long link, long visitor, long day) {}

    private RollUpTables() {}

    /**
     * Counts clicks that were really inserted.
     *
     * @param slot whose rows of the totals are written; the transaction holds that partition's offset
     */
    static void add(Connection connection, List<Click> clicks, int slot) throws SQLException {
        RollUps sums = new RollUps(clicks);
        addVisitors(connection, clicks, sums);
        addDays(connection, sums.days());
        addHours(connection, sums.hours());
        addValues(connection, sums.values());
        addTotals(connection, sums.totals(), slot);
    }

    private static void addVisitors(Connection connection, List<Click> clicks, RollUps sums) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(VISITORS)) {
            new Columns<>(connection, statement, visits(clicks))
                    .longs(Visit::link)
                    .longs(Visit::visitor)
                    .longs(Visit::day);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sums.addVisitor(row.getLong(1), row.getLong(2));
                }
            }
        }
    }

    private static List<Visit> visits(List<Click> clicks) {
        Set<Visit> visits = new HashSet<>();
        for (Click click : clicks) {
            if (!click.client().bot()) {
                visits.add(new Visit(
                        click.event().linkId(),
                        click.event().visitor(),
                        click.day().toEpochDay()));
            }
        }
        List<Visit> sorted = new ArrayList<>(visits);
        sorted.sort(Comparator.comparingLong(Visit::link)
                .thenComparingLong(Visit::visitor)
                .thenComparingLong(Visit::day));
        return sorted;
    }

    private static void addDays(Connection connection, List<Entry<RollUps.Day, Count>> days) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_DAY)) {
            new Columns<>(connection, statement, days)
                    .longs(day -> day.getKey().link())
                    .longs(day -> day.getKey().day())
                    .longs(day -> day.getValue().clicks())
                    .longs(day -> day.getValue().bots())
                    .longs(day -> day.getValue().visitors());
            statement.executeUpdate();
        }
    }

    private static void addHours(Connection connection, List<Entry<RollUps.Hour, Count>> hours) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_HOUR)) {
            new Columns<>(connection, statement, hours)
                    .longs(hour -> hour.getKey().link())
                    .longs(hour -> hour.getKey().hour())
                    .longs(hour -> hour.getValue().clicks())
                    .longs(hour -> hour.getValue().bots());
            statement.executeUpdate();
        }
    }

    private static void addValues(Connection connection, List<Entry<RollUps.Value, Count>> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_DIMENSION)) {
            new Columns<>(connection, statement, values)
                    .longs(value -> value.getKey().link())
                    .texts(value -> value.getKey().dimension())
                    .longs(value -> value.getKey().day())
                    .texts(value -> value.getKey().value())
                    .longs(value -> value.getValue().clicks())
                    .longs(value -> value.getValue().bots());
            statement.executeUpdate();
        }
    }

    private static void addTotals(Connection connection, List<Entry<Long, Count>> hours, int slot) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TOTAL)) {
            statement.setInt(1, slot);
            new Columns<>(connection, statement, hours, 2)
                    .longs(Entry::getKey)
                    .longs(hour -> hour.getValue().clicks())
                    .longs(hour -> hour.getValue().bots());
            statement.executeUpdate();
        }
    }
}
