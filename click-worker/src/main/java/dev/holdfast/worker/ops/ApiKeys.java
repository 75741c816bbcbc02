package dev.holdfast.worker.ops;

import dev.holdfast.model.access.ApiKey;
import dev.holdfast.model.access.Scope;
import dev.holdfast.service.access.ApiKeyLookup;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Finds operators' API keys in Postgres, with the worker's role. */
@Singleton
class ApiKeys implements ApiKeyLookup {
    private final DataSource database;

    ApiKeys(DataSource database) {
        this.database = database;
    }

    @Override
    public @Nullable ApiKey find(byte[] secretHash) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select id, name, scopes from api_key where secret_hash = ? and revoked_at is null")) {
            statement.setBytes(1, secretHash);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new ApiKey(row.getLong(1), row.getString(2), scopes(row.getArray(3))) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("API keys can't be read", e);
        }
    }

    private static Set<Scope> scopes(Array array) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream((String[]) array.getArray()).map(Scope::of).forEach(scopes::add);
        return scopes;
    }
}
