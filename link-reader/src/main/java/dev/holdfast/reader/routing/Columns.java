package dev.holdfast.reader.routing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads columns of types that JDBC has no plain getter for. */
public final class Columns {
    private Columns() {}

    public static List<String> texts(ResultSet result, int column) throws SQLException {
        Object[] texts = (Object[]) result.getArray(column).getArray();
        return Arrays.stream(texts).map(String.class::cast).toList();
    }

    public static Instant instant(ResultSet result, int column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet result, int column) throws SQLException {
        OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
