package dev.holdfast.reader.api;

import dev.holdfast.reader.api.LinkStats.Point;
import dev.holdfast.reader.routing.LinkColumns;
import dev.holdfast.reader.routing.LinkRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads click-worker's roll-ups: never raw clicks, so what it costs depends on the span and not on the clicks. */
final class StatsTable {
    /** Values of a dimension in one answer at most. */
    private static final int MAX_VALUES = 1000;

    private static final String CLICKS = "clicks - case when ? then 0 else bots end";
    private static final String BY_DAY =
            "select day, " + CLICKS + ", visitors from click_by_day where link_id = ? and day between ? and ?";
    private static final String BY_HOUR =
            "select hour, " + CLICKS + " from click_by_hour where link_id = ? and hour >= ? and hour < ?";
    private static final String BY_VALUE = "select value, sum(" + CLICKS + ") from click_by_dimension"
            + " where link_id = ? and day between ? and ? and dimension = ?::click_dimension"
            + " group by value having sum(" + CLICKS + ") > 0 order by 2 desc, 1 limit " + MAX_VALUES;
    private static final String ALL_BY_HOUR =
            "select hour, sum(" + CLICKS + ")" + " from click_total_by_hour where hour >= ? and hour < ? group by hour";
    private static final String TOP = "with top as (select link_id, sum(" + CLICKS + ") as clicks from click_by_day"
            + " where day between ? and ? group by link_id order by 2 desc, 1 limit ?)"
            + " select top.clicks, " + LinkColumns.ALL.sql() + " from top join link l on l.id = top.link_id"
            + " where top.clicks > 0 order by 1 desc, top.link_id";

    private StatsTable() {}

    /** A link and its clicks. */
    record Counted(LinkRow link, long clicks) {}

    /** Clicks by what the span says, of one link. */
    static List<Point> series(Connection connection, long link, StatsSpan span) throws SQLException {
        return switch (span.by()) {
            case DAY -> days(connection, link, span);
            case HOUR ->
                filled(span, hours(connection, BY_HOUR, span.bots(), link, time(span.start()), time(span.end())));
            case REFERRER, COUNTRY, BROWSER, OS, DEVICE -> values(connection, link, span);
        };
    }

    static long total(List<Point> points) {
        return points.stream().mapToLong(Point::clicks).sum();
    }

    /** Clicks by day, days without any too. */
    static List<Point> days(Connection connection, long link, StatsSpan span) throws SQLException {
        Map<LocalDate, Point> found = new HashMap<>();
        try (PreparedStatement statement = prepare(connection, BY_DAY, span.bots(), link, span.from(), span.to());
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                LocalDate day = result.getObject(1, LocalDate.class);
                found.put(day, Point.ofDay(day, result.getLong(2), result.getLong(3)));
            }
        }
        return daysOf(span)
                .map(day -> found.getOrDefault(day, Point.ofDay(day, 0, 0L)))
                .toList();
    }

    private static List<Point> values(Connection connection, long link, StatsSpan span) throws SQLException {
        List<Point> points = new ArrayList<>();
        try (PreparedStatement statement = prepare(
                        connection,
                        BY_VALUE,
                        span.bots(),
                        link,
                        span.from(),
                        span.to(),
                        span.by().text(),
                        span.bots());
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                points.add(Point.ofValue(result.getString(1), result.getLong(2)));
            }
        }
        return points;
    }

    /** Clicks of all links by day or hour. */
    static List<Point> totals(Connection connection, StatsSpan span) throws SQLException {
        Map<Instant, Long> hours = hours(connection, ALL_BY_HOUR, span.bots(), time(span.start()), time(span.end()));
        if (span.by() == Breakdown.HOUR) {
            return filled(span, hours);
        }
        Map<LocalDate, Long> days = new HashMap<>();
        hours.forEach((hour, clicks) -> days.merge(hour.atOffset(ZoneOffset.UTC).toLocalDate(), clicks, Long::sum));
        return daysOf(span)
                .map(day -> Point.ofDay(day, days.getOrDefault(day, 0L), null))
                .toList();
    }

    /** The links with most clicks. */
    static List<Counted> top(Connection connection, StatsSpan span, int limit) throws SQLException {
        List<Counted> top = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, TOP, span.bots(), span.from(), span.to(), limit);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                top.add(new Counted(LinkColumns.ALL.reader().read(result, 2), result.getLong(1)));
            }
        }
        return top;
    }

    private static Map<Instant, Long> hours(Connection connection, String sql, Object... values) throws SQLException {
        Map<Instant, Long> hours = new HashMap<>();
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                hours.put(result.getObject(1, OffsetDateTime.class).toInstant(), result.getLong(2));
            }
        }
        return hours;
    }

    private static List<Point> filled(StatsSpan span, Map<Instant, Long> hours) {
        return Stream.iterate(span.start(), hour -> hour.isBefore(span.end()), hour -> hour.plus(Duration.ofHours(1)))
                .map(hour -> Point.ofHour(hour, hours.getOrDefault(hour, 0L)))
                .toList();
    }

    private static Stream<LocalDate> daysOf(StatsSpan span) {
        return span.from().datesUntil(span.to().plusDays(1));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
