package dev.holdfast.worker.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.worker.Queue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the worker's role may do in the database. */
class PrivilegesTest {
    @Test
    void theWorkerCanNeitherReadNorChangeLinksNorTheSchema() throws Exception {
        try (Queue queue = new Queue()) {
            DataSource database = queue.startWorker().getBean(DataSource.class);
            for (String sql : new String[] {
                "select * from link",
                "delete from link",
                "select nextval('link_number')",
                "insert into api_key (name, secret_hash, scopes) values ('x', '', '{admin}')",
                "delete from click",
                "update click set visitor = 0",
                "delete from click_by_day",
                "drop table click",
                "create table mine (id int)",
                "update click_window set first_day = '2000-01-01'"
            }) {
                assertThatThrownBy(() -> run(database, sql))
                        .as(sql)
                        .isInstanceOfSatisfying(SQLException.class, PrivilegesTest::isRefused);
            }
            assertThatCode(() -> run(database, "select count(*) from click")).doesNotThrowAnyException();
        }
    }

    private static void isRefused(SQLException e) {
        if (!"42501".equals(e.getSQLState())) {
            throw new AssertionError("refused for another reason", e);
        }
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
