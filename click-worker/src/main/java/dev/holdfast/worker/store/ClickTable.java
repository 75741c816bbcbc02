package dev.holdfast.worker.store;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes clicks and their roll-ups in one statement: the roll-ups are sums over the rows that the statement really
 * inserted, so a repeated click changes nothing. Everything is written in the order of its key, so that workers never
 * wait for each other in a circle.
 */
@Singleton
class ClickTable {
    private static final String INSERT = """
            with incoming as materialized (
              select (timestamptz 'epoch' + c.ms * interval '1 millisecond') as at, c.*
              from unnest(?::text[]::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[],
                          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                as c (id, ms, link_id, visitor, bot, referrer, country, browser, os, device)
            ), inserted as (
              insert into click (day, id, at, link_id, visitor, bot, referrer, country, browser, os, device)
              select (at at time zone 'UTC')::date, id, at, link_id, visitor, bot, referrer, country, browser, os, device
              from incoming order by id
              on conflict do nothing
              returning *
            ), visit as (
              insert into click_visitor (day, link_id, visitor)
              select distinct day, link_id, visitor from inserted where not bot order by day, link_id, visitor
              on conflict do nothing
              returning day, link_id
            ), by_day as (
              insert into click_by_day as t (link_id, day, clicks, bots, visitors)
              select link_id, day, sum(clicks), sum(bots), sum(visitors)
              from (select link_id, day, count(*) as clicks, count(*) filter (where bot) as bots, 0 as visitors
                    from inserted group by link_id, day
                    union all
                    select link_id, day, 0, 0, count(*) from visit group by link_id, day) s
              group by link_id, day order by link_id, day
              on conflict (link_id, day) do update set clicks = t.clicks + excluded.clicks,
                bots = t.bots + excluded.bots, visitors = t.visitors + excluded.visitors
            ), by_hour as (
              insert into click_by_hour as t (link_id, hour, clicks, bots)
              select link_id, date_trunc('hour', at, 'UTC') as hour, count(*), count(*) filter (where bot)
              from inserted group by 1, 2 order by 1, 2
              on conflict (link_id, hour) do update set clicks = t.clicks + excluded.clicks, bots = t.bots + excluded.bots
            ), by_dimension as (
              insert into click_by_dimension as t (link_id, dimension, day, value, clicks, bots)
              select link_id, d.dimension, day, d.value collate "C" as value, count(*), count(*) filter (where bot)
              from inserted, lateral (values ('referrer'::click_dimension, referrer), ('country', country),
                ('browser', browser), ('os', os), ('device', device)) as d (dimension, value)
              group by 1, 2, 3, 4 order by 1, 2, 3, 4
              on conflict (link_id, dimension, day, value)
                do update set clicks = t.clicks + excluded.clicks, bots = t.bots + excluded.bots
            ), total as (
              insert into click_total_by_hour as t (hour, slot, clicks, bots)
              select date_trunc('hour', at, 'UTC') as hour, ?, count(*), count(*) filter (where bot)
              from inserted group by 1 order by 1
              on conflict (hour, slot) do update set clicks = t.clicks + excluded.clicks, bots = t.bots + excluded.bots
            )
            select count(*) from inserted
            """;

    /**
     * Counts the clicks inside the connection's transaction.
     *
     * @param slot whose row of the totals is written; the transaction holds that partition's offset
     * @return how many were new
     */
    int insert(Connection connection, List<Click> clicks, int slot) throws SQLException {
        if (clicks.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            ClickColumns columns = new ClickColumns(clicks);
            columns.bind(connection, statement);
            statement.setInt(ClickColumns.COUNT + 1, slot);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
