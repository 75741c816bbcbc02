package dev.holdfast.writer.idempotency;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.writer.database.Transaction;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Optional;

/**
 * The answers given to requests that carried a key, kept in the transaction of the change itself: there is an answer if
 * and only if there was a change. Kept for 24 hours.
 */
@Singleton
class IdempotencyStore {
    /** Taken before anything else in the transaction, so those who wait for it hold nothing others may wait for. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, ?))";

    private static final String FIND =
            "select request_hash, response, code, version from idempotency where api_key_id = ? and key = ?";
    private static final String KEEP =
            "insert into idempotency (api_key_id, key, request_hash, response, code, version) values (?, ?, ?, ?, ?, ?)";

    /**
     * The answer this request got before. When there is none, later requests with the same key wait until this
     * transaction ends.
     *
     * @throws ProblemException {@code idempotency-key-reused} when the key came with another request
     */
    Optional<StoredAnswer> find(Transaction transaction, IdempotentRequest request) throws SQLException {
        Connection connection = transaction.connection();
        lock(connection, request);
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setLong(1, request.apiKeyId());
            statement.setString(2, request.key());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(answer(rows, request)) : Optional.empty();
            }
        }
    }

    private static void lock(Connection connection, IdempotentRequest request) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, request.key());
            statement.setLong(2, request.apiKeyId());
            statement.execute();
        }
    }

    private static StoredAnswer answer(ResultSet rows, IdempotentRequest request) throws SQLException {
        if (!Arrays.equals(rows.getBytes(1), request.hash())) {
            throw new ProblemException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key came with another request before: use a new key for a new request.",
                    IdempotentRequest.HEADER);
        }
        return new StoredAnswer(
                rows.getString(2).getBytes(StandardCharsets.UTF_8), rows.getString(3), rows.getObject(4, Long.class));
    }

    /** Keeps the answer, when and only when the transaction commits. */
    void keep(Transaction transaction, IdempotentRequest request, StoredAnswer answer) throws SQLException {
        try (PreparedStatement statement = transaction.connection().prepareStatement(KEEP)) {
            statement.setLong(1, request.apiKeyId());
            statement.setString(2, request.key());
            statement.setBytes(3, request.hash());
            statement.setString(4, new String(answer.body(), StandardCharsets.UTF_8));
            statement.setString(5, answer.code());
            statement.setObject(6, answer.version(), Types.BIGINT);
            statement.executeUpdate();
        }
    }
}
