package dev.holdfast.writer.database;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a transaction, while it is open. For one thread.
 *
 * <p>Work that changes links says so with {@link #drew}: this is what its outcome is looked up by. Work that never does
 * is run again when its outcome is unknown, so it must come to the same end when it runs twice.
 */
public final class Transaction {
    private final Connection connection;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private @Nullable Proof proof;

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /** Open until the work returns; never commit, roll back or close it. */
    public Connection connection() {
        return connection;
    }

    /**
     * Notes that this transaction wrote a change of a link.
     *
     * @param version the change's number, of which a row was written to link_change
     * @param transactionId the id of this transaction, as {@code pg_current_xact_id()} says it
     */
    public void drew(long version, String transactionId) {
        proof = new Proof(version, transactionId);
    }

    /** Runs this once it is certain that the transaction has committed, before the result is returned. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    @Nullable Proof proof() {
        return proof;
    }

    /** A row in link_change with this version exists if and only if this transaction has committed. */
    record Proof(long version, String transactionId) {}
}
