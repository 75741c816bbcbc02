package dev.holdfast.worker.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * The sums that a batch adds to the roll-up tables. Each is listed in the order of its key, so that workers take the
 * rows' locks in one order and never wait for each other in a circle.
 */
final class RollUps {
    private static final long HOUR = 3_600_000;

    /** Days are numbered from 1970-01-01, UTC. */
    record Day(long link, long day) {}

    /** Hours are numbered from 1970-01-01T00, UTC. */
    record Hour(long link, long hour) {}

    /** One value of one of the enumeration {@code click_dimension}. */
    record Value(long link, String dimension, long day, String value) {}

    private final Map<Day, Count> days = new HashMap<>();
    private final Map<Hour, Count> hours = new HashMap<>();
    private final Map<Value, Count> values = new HashMap<>();
    private final Map<Long, Count> totals = new HashMap<>();

    /** @param clicks only such as were really inserted */
    RollUps(List<Click> clicks) {
        clicks.forEach(this::add);
    }

    private void add(Click click) {
        long link = click.event().linkId();
        long hour = click.event().at().toEpochMilli() / HOUR;
        long day = hour / 24;
        count(days, new Day(link, day), click);
        count(hours, new Hour(link, hour), click);
        count(totals, hour, click);
        count(values, new Value(link, "referrer", day, ClickTable.referrer(click.event())), click);
        count(values, new Value(link, "country", day, ClickTable.country(click.event())), click);
        count(values, new Value(link, "browser", day, click.client().browser()), click);
        count(values, new Value(link, "os", day, click.client().os()), click);
        count(values, new Value(link, "device", day, click.client().device()), click);
    }

    private static <K> void count(Map<K, Count> counts, K key, Click click) {
        counts.computeIfAbsent(key, k -> new Count()).add(click);
    }

    /** One more visitor on a day that has clicks in this batch. */
    void addVisitor(long link, long day) {
        days.computeIfAbsent(new Day(link, day), k -> new Count()).addVisitor();
    }

    List<Entry<Day, Count>> days() {
        return sorted(days, Comparator.comparingLong(Day::link).thenComparingLong(Day::day));
    }

    List<Entry<Hour, Count>> hours() {
        return sorted(hours, Comparator.comparingLong(Hour::link).thenComparingLong(Hour::hour));
    }

    List<Entry<Value, Count>> values() {
        return sorted(
                values,
                Comparator.comparingLong(Value::link)
                        .thenComparing(Value::dimension)
                        .thenComparingLong(Value::day)
                        .thenComparing(Value::value));
    }

    /** By hour. */
    List<Entry<Long, Count>> totals() {
        return sorted(totals, Comparator.naturalOrder());
    }

    private static <K> List<Entry<K, Count>> sorted(Map<K, Count> counts, Comparator<K> order) {
        List<Entry<K, Count>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Entry.comparingByKey(order));
        return entries;
    }
}
