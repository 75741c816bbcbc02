package dev.holdfast.bench.clicks;

import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.model.click.ClickEvent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Clicks put into Postgres by one statement per batch: what a person would write by hand, with no queue before it. */
final class Statement {
    private static final String CLICKS = """
            insert into click (id, day, at, link_id, visitor, bot, referrer, country, browser, os, device)
            select id, day, timestamptz 'epoch' + ms * interval '1 millisecond', link, visitor, false, referrer, country,
              'Chrome', 'Windows', 'desktop'
            from unnest(?::text[]::uuid[], ?::text[]::date[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
              as c (id, day, ms, link, visitor, referrer, country)
            on conflict do nothing
            """;

    private static final String ROLL_UPS = """
            with inserted as (%s returning day, at, link_id, visitor, bot, referrer, country, browser, os, device),
            seen as (
              insert into click_visitor (day, link_id, visitor)
              select distinct day, link_id, visitor from inserted where not bot order by 2, 3
              on conflict do nothing returning day, link_id),
            visitors as (select day, link_id, count(*) as n from seen group by 1, 2),
            days as (
              insert into click_by_day as t (link_id, day, clicks, bots, visitors)
              select link_id, day, count(*), count(*) filter (where bot), coalesce(max(n), 0)
              from inserted left join visitors using (link_id, day) group by 1, 2 order by 1, 2
              on conflict (link_id, day) do update set clicks = t.clicks + excluded.clicks,
                bots = t.bots + excluded.bots, visitors = t.visitors + excluded.visitors),
            hours as (
              insert into click_by_hour as t (link_id, hour, clicks, bots)
              select link_id, date_trunc('hour', at), count(*), count(*) filter (where bot)
              from inserted group by 1, 2 order by 1, 2
              on conflict (link_id, hour) do update set clicks = t.clicks + excluded.clicks, bots = t.bots + excluded.bots),
            dimensions as (
              insert into click_by_dimension as t (link_id, dimension, day, value, clicks, bots)
              select link_id, dimension, day, value, count(*), count(*) filter (where bot)
              from inserted cross join lateral (values ('referrer'::click_dimension, referrer), ('country', country),
                ('browser', browser), ('os', os), ('device', device)) as d (dimension, value)
              group by 1, 2, 3, 4 order by 1, 2, 3, 4
              on conflict (link_id, dimension, day, value)
                do update set clicks = t.clicks + excluded.clicks, bots = t.bots + excluded.bots)
            insert into click_total_by_hour as t (hour, slot, clicks, bots)
            select date_trunc('hour', at), 0, count(*), count(*) filter (where bot) from inserted group by 1
            on conflict (hour, slot) do update set clicks = t.clicks + excluded.clicks, bots = t.bots + excluded.bots
            """.formatted(CLICKS);

    private final Parts parts;
    private final String sql;

    private Statement(Parts parts, String sql) {
        this.parts = parts;
        this.sql = sql;
    }

    /** Only the rows of clicks. */
    static Statement rows(Parts parts) {
        return new Statement(parts, CLICKS);
    }

    /** The rows of clicks and of all that is summed up from them. */
    static Statement rowsAndRollUps(Parts parts) {
        return new Statement(parts, ROLL_UPS);
    }

    /** Puts this many clicks in, on one connection; returns the seconds it took. */
    double insert(Events events, int count, int batch) {
        long start = System.nanoTime();
        try (Connection connection = parts.primary();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int done = 0; done < count; done += batch) {
                bind(
                        connection,
                        statement,
                        Stream.generate(events::next)
                                .limit(Math.min(batch, count - done))
                                .toList());
                statement.executeUpdate();
            }
        } catch (SQLException e) {
            throw new BenchException("the hand-written statement failed: " + e.getMessage());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void bind(Connection connection, PreparedStatement statement, List<ClickEvent> clicks)
            throws SQLException {
        statement.setArray(
                1, array(connection, "text", clicks, click -> click.id().toString()));
        statement.setArray(
                2,
                array(
                        connection,
                        "text",
                        clicks,
                        click -> LocalDate.ofInstant(click.at(), ZoneOffset.UTC).toString()));
        statement.setArray(
                3, array(connection, "int8", clicks, click -> click.at().toEpochMilli()));
        statement.setArray(4, array(connection, "int8", clicks, ClickEvent::linkId));
        statement.setArray(5, array(connection, "int8", clicks, ClickEvent::visitor));
        statement.setArray(6, array(connection, "text", clicks, click -> String.valueOf(click.referrerHost())));
        statement.setArray(7, array(connection, "text", clicks, click -> String.valueOf(click.country())));
    }

    private static Array array(
            Connection connection, String type, List<ClickEvent> clicks, Function<ClickEvent, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, clicks.stream().map(value).toArray());
    }
}
