package dev.holdfast.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class UntiringDataSourceTest {
    private final AtomicInteger attempts = new AtomicInteger();

    /** A server that refuses so many connections. */
    private DataSource server(int refusals) {
        return implement(DataSource.class, () -> {
            if (attempts.incrementAndGet() <= refusals) {
                throw new SQLException("starting up", "57P03");
            }
            return implement(Connection.class, () -> "");
        });
    }

    private interface Answer {
        Object get() throws Exception;
    }

    private static <T> T implement(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer.get()));
    }

    @Test
    void connectsAsSoonAsTheServerDoes() throws SQLException {
        DataSource untiring = new UntiringDataSource(server(3), Duration.ofMillis(10), Duration.ofMinutes(1));
        assertThat(untiring.getConnection()).isNotNull();
        assertThat(attempts).hasValue(4);
    }

    @Test
    void tellsTheFailureInTheEnd() {
        DataSource untiring =
                new UntiringDataSource(server(Integer.MAX_VALUE), Duration.ofMillis(10), Duration.ofMillis(250));
        assertThatThrownBy(untiring::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessage("starting up");
        assertThat(attempts.get()).isGreaterThan(1);
    }

    @Test
    void givesUpWhenThePoolIsClosed() {
        DataSource untiring =
                new UntiringDataSource(server(Integer.MAX_VALUE), Duration.ofMillis(10), Duration.ofMinutes(1));
        Thread.currentThread().interrupt();
        assertThatThrownBy(untiring::getConnection).isInstanceOf(SQLException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts).hasValue(1);
    }
}
