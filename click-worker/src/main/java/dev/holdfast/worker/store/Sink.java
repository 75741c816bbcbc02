package dev.holdfast.worker.store;

import dev.holdfast.worker.deadletter.Cause;
import dev.holdfast.worker.deadletter.DeadLetterWriter;
import dev.holdfast.worker.deadletter.Failure;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Stores batches exactly once. One transaction holds the clicks, their roll-ups, the dead letters and the partitions'
 * next offsets, guarded by the offsets it started from: it happens wholly and once, or not at all. An exception means
 * that the outcome isn't known: read the stored offsets and go on from there.
 */
@Singleton
public class Sink {
    private final DataSource database;
    private final ClickDays days;
    private final Offsets offsets;
    private final DeadLetterWriter deadLetters;

    Sink(DataSource database, ClickDays days, Offsets offsets, DeadLetterWriter deadLetters) {
        this.database = database;
        this.days = days;
        this.offsets = offsets;
        this.deadLetters = deadLetters;
    }

    /**
     * Stores the batch and returns once it is committed.
     *
     * @throws FencedException when the batch isn't this worker's to store, or was stored before
     * @throws SQLException on trouble of the database, never for the sake of a record
     */
    public Outcome store(Batch batch) throws SQLException, FencedException {
        Sorted sorted = sort(batch);
        days.ensure(sorted.good.stream().map(Click::day).collect(Collectors.toCollection(TreeSet::new)));
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            offsets.advance(connection, batch.topicId(), batch.spans());
            int counted = insert(connection, sorted, batch.spans().getFirst().partition());
            deadLetters.record(connection, batch.topicId(), sorted.bad);
            deadLetters.settle(
                    connection, sorted.good.stream().map(Click::origin).toList());
            connection.commit();
            return sorted.outcome(counted);
        } catch (SQLException e) {
            days.forget();
            throw e;
        }
    }

    private Sorted sort(Batch batch) throws SQLException {
        Sorted sorted = new Sorted(new ArrayList<>(batch.clicks().size()), new ArrayList<>(batch.failures()));
        if (batch.clicks().isEmpty()) {
            return sorted;
        }
        Limits limits = days.limits();
        for (Click click : batch.clicks()) {
            Failure failure = limits.check(click);
            if (failure == null) {
                sorted.good.add(click);
            } else {
                sorted.bad.add(failure);
            }
        }
        return sorted;
    }

    private int insert(Connection connection, Sorted sorted, int slot) throws SQLException {
        Savepoint start = connection.setSavepoint();
        try {
            return count(connection, sorted.good, slot);
        } catch (SQLException e) {
            if (!SqlStates.blamesData(e)) {
                throw e;
            }
            connection.rollback(start);
            return insertApart(connection, sorted, slot);
        }
    }

    private static int count(Connection connection, List<Click> clicks, int slot) throws SQLException {
        if (clicks.isEmpty()) {
            return 0;
        }
        List<Click> inserted = ClickTable.insert(connection, clicks);
        if (!inserted.isEmpty()) {
            RollUpTables.add(connection, inserted, slot);
        }
        return inserted.size();
    }

    /** Finds the rows that the database refuses, by halving; the others are counted. */
    private int insertApart(Connection connection, Sorted sorted, int slot) throws SQLException {
        List<Click> all = List.copyOf(sorted.good);
        sorted.good.clear();
        int counted = 0;
        for (int from = 0, size = Math.max(1, all.size() / 16); from < all.size(); from += size) {
            Sorted part = new Sorted(
                    new ArrayList<>(all.subList(from, Math.min(all.size(), from + size))), new ArrayList<>());
            counted += insertPart(connection, part, slot);
            sorted.good.addAll(part.good);
            sorted.bad.addAll(part.bad);
        }
        return counted;
    }

    private int insertPart(Connection connection, Sorted part, int slot) throws SQLException {
        if (part.good.size() > 1) {
            return insert(connection, part, slot);
        }
        Savepoint start = connection.setSavepoint();
        try {
            return count(connection, part.good, slot);
        } catch (SQLException e) {
            if (!SqlStates.blamesData(e)) {
                throw e;
            }
            connection.rollback(start);
            part.bad.add(Failure.of(part.good.removeFirst().origin(), Cause.NOT_STORABLE, e));
            return 0;
        }
    }

    /** The batch's records as the database's limits sort them. */
    private record Sorted(List<Click> good, List<Failure> bad) {
        Outcome outcome(int counted) {
            Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
            bad.forEach(failure -> causes.merge(failure.cause(), 1, Integer::sum));
            return new Outcome(good.size() + bad.size(), counted, good.size() - counted, causes);
        }
    }
}
