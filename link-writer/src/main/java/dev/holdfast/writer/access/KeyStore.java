package dev.holdfast.writer.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.model.access.ApiKey;
import dev.holdfast.model.access.Scope;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.service.access.ApiKeyLookup;
import dev.holdfast.writer.database.Deadline;
import dev.holdfast.writer.database.Transactions;
import dev.holdfast.writer.database.Work;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * API keys in the primary. Every write here comes to the same end when it runs twice, so an unknown outcome needs no
 * looking up. Blocks; safe for use by several threads.
 */
@Singleton
class KeyStore implements ApiKeyLookup {
    private static final String FIND =
            "select id, name, scopes from api_key where secret_hash = ? and revoked_at is null";
    private static final String INSERT =
            "insert into api_key (name, secret_hash, scopes) values (?, ?, ?) on conflict (secret_hash) do nothing";
    private static final String READ = "select id, created_at from api_key where secret_hash = ?";
    private static final String REVOKE =
            "update api_key set revoked_at = coalesce(revoked_at, clock_timestamp()) where id = ?";

    /** How long the primary is waited for: the write that is to come has a deadline of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** How long a key is believed while the primary is away: nobody can revoke it meanwhile. */
    private static final Duration BELIEF = Duration.ofSeconds(60);

    private final Transactions transactions;
    private final Cache<ByteBuffer, ApiKey> known =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(BELIEF).build();

    KeyStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public @Nullable ApiKey find(byte[] secretHash) {
        ByteBuffer hash = ByteBuffer.wrap(secretHash);
        try {
            Optional<ApiKey> found = read(secretHash);
            found.ifPresentOrElse(key -> known.put(hash, key), () -> known.invalidate(hash));
            return found.orElse(null);
        } catch (ProblemException primaryAway) {
            return Optional.ofNullable(known.getIfPresent(hash)).orElseThrow(() -> primaryAway);
        }
    }

    private Optional<ApiKey> read(byte[] secretHash) {
        Work<Optional<ApiKey>> read = transaction -> {
            try (PreparedStatement statement = transaction.connection().prepareStatement(FIND)) {
                statement.setBytes(1, secretHash);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(key(rows)) : Optional.empty();
                }
            }
        };
        return transactions.write(read, Deadline.after(PATIENCE));
    }

    private static ApiKey key(ResultSet rows) throws SQLException {
        String[] scopes = (String[]) rows.getArray(3).getArray();
        return new ApiKey(
                rows.getLong(1),
                rows.getString(2),
                Arrays.stream(scopes).map(Scope::of).collect(Collectors.toUnmodifiableSet()));
    }

    /** Adds a key, unless there is one with this secret, and says which it is. */
    Added add(String name, Collection<Scope> scopes, byte[] secretHash) {
        return transactions.write(transaction -> {
            Connection connection = transaction.connection();
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setString(1, name);
                statement.setBytes(2, secretHash);
                Object[] texts = scopes.stream().map(Scope::text).toArray();
                statement.setArray(3, connection.createArrayOf("text", texts));
                statement.executeUpdate();
            }
            return added(connection, secretHash);
        });
    }

    private static Added added(Connection connection, byte[] secretHash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setBytes(1, secretHash);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("keys are never removed");
                }
                return new Added(
                        rows.getLong(1), rows.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
    }

    /** Revokes the key for good; false when there is none. */
    boolean revoke(long id) {
        return transactions.write(transaction -> {
            try (PreparedStatement statement = transaction.connection().prepareStatement(REVOKE)) {
                statement.setLong(1, id);
                return statement.executeUpdate() == 1;
            }
        });
    }

    record Added(long id, Instant createdAt) {}
}
