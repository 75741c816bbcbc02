package dev.holdfast.reader.routing;

import com.zaxxer.hikari.HikariDataSource;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Postgres server, or the one that a URL of several hosts picks, behind a pool of its own. Remembers whether it
 * answers and how far behind it is. Safe for use by several threads; reads block, so call them on a virtual thread.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    /** SQLSTATE of a server that is not the primary any more. */
    private static final String READ_ONLY = "25006";
    /** So many reads in a row without an answer in time, and the server is left alone. */
    private static final int MAX_SILENCES = 3;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final String name;
    private final boolean mustLead;
    private final boolean choosesHost;
    private final HikariDataSource pool;
    private final Positions positions;
    private final LagGate gate = new LagGate();
    private final AtomicInteger silences = new AtomicInteger();
    private volatile boolean reachable = true;
    private volatile @Nullable Position latest;
    /** Of the polling thread alone. */
    private long lastLook = System.nanoTime();

    /** @param mustLead whether a server that follows another one is of no use here */
    Database(String name, boolean mustLead, HikariDataSource pool, Positions positions) {
        this.name = name;
        this.mustLead = mustLead;
        this.choosesHost = pool.getJdbcUrl().split("\\?", 2)[0].contains(",");
        this.pool = pool;
        this.positions = positions;
    }

    /** The name in metrics, health and logs: {@code primary}, {@code replica-1}, ... */
    public String name() {
        return name;
    }

    /** Whether it answered when it was last asked, which is a fraction of a second ago. */
    public boolean isReachable() {
        return reachable;
    }

    /** Whether it is too far behind to be believed about links that have changed. */
    public boolean isLagging() {
        return gate.isClosed();
    }

    /** How far it had got when it last answered; null before its first answer. */
    @Nullable Position latest() {
        return latest;
    }

    /** @param limit how long the server may take */
    public <T> LinkReading<T> find(Lookup lookup, LinkColumns<T> columns, Duration limit) throws SQLException {
        return observed(connection -> LinkTable.find(connection, lookup, columns), limit);
    }

    /** Does a reading of links and notes the position that comes with it. */
    public <T> LinkReading<T> observed(Reading<LinkReading<T>> reading, Duration limit) throws SQLException {
        LinkReading<T> result = read(reading, limit);
        observe(result.position());
        return result;
    }

    /**
     * Asks how far the server is. Returns how far it is behind.
     *
     * @param primaryElsewhere whether the primary can be reached by its own pool
     */
    Duration poll(Duration limit, boolean primaryElsewhere) throws SQLException {
        Position position = read(LinkTable::position, limit);
        if (!mustLead && choosesHost && !position.recovering() && primaryElsewhere) {
            lookForReplica();
        }
        return observe(position);
    }

    /**
     * Connections of a replica's pool that lead to the primary, since no replica answered when they were made, are
     * replaced once one answers: or the primary would keep the load for as long as they live. Not while its own pool
     * has not found it: after a promotion these may be the only ones that lead anywhere.
     */
    private void lookForReplica() {
        long now = System.nanoTime();
        if (now - lastLook >= LOOK_AGAIN.toNanos()) {
            lastLook = now;
            Thread.ofVirtual().name("replica-for-" + name).start(this::returnToReplica);
        }
    }

    private void returnToReplica() {
        try (Connection _ = Pools.connectToReplica(pool)) {
            pool.getHikariPoolMXBean().softEvictConnections();
        } catch (SQLException e) {
            LOG.debug("{} still has no replica: {}", name, e.toString());
        }
    }

    private Duration observe(Position position) {
        latest = position;
        positions.observe(position);
        Duration lag = positions.lagOf(position);
        gate.observe(lag);
        return lag;
    }

    /**
     * Does some reading on a connection.
     *
     * @param limit how long one answer of the server may take; a connection that takes longer is thrown away
     */
    public <T extends @Nullable Object> T read(Reading<T> reading, Duration limit) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(Math.max(1, limit.toMillis())));
            T result = reading.on(connection);
            requireRole(result, connection);
            answered();
            return result;
        } catch (SQLException e) {
            failed(e);
            throw e;
        }
    }

    /** A primary that became a replica behind a pooled connection: the pool must find the new one. */
    private void requireRole(@Nullable Object result, Connection connection) throws SQLException {
        Position position = result instanceof LinkReading<?> reading
                ? reading.position()
                : result instanceof Position polled ? polled : null;
        if (mustLead && position != null && position.recovering()) {
            pool.evictConnection(connection);
            throw new SQLException(name + " follows another server now", READ_ONLY);
        }
    }

    private void answered() {
        silences.setOpaque(0);
        if (!reachable) {
            reachable = true;
            LOG.info("{} answers again", name);
        }
    }

    /** A server that is slow once is not lost; one that refuses a connection is. */
    private void failed(SQLException failure) {
        boolean lost =
                isLoss(failure.getSQLState()) && (!isSilence(failure) || silences.incrementAndGet() >= MAX_SILENCES);
        if (reachable && lost) {
            reachable = false;
            LOG.warn("{} does not answer: {}", name, failure.toString());
        }
    }

    /** Tells a lost server from a refused statement: the pool's time-outs have no state, or that of their cause. */
    private static boolean isLoss(@Nullable String state) {
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.equals(READ_ONLY);
    }

    private static boolean isSilence(SQLException failure) {
        return failure.getCause() instanceof SocketTimeoutException;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Reading<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }
}
