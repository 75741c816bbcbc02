package dev.holdfast.writer.database;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Outage.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void hasALineWhenThePrimaryGoesAndALineWhenItIsBack() {
        Outage outage = new Outage("test");
        outage.answered();
        for (int i = 0; i < 2; i++) {
            outage.failed(new SQLException("gone"));
            outage.failed(new SQLException("refused"));
            outage.failed(new SQLException("refused"));
            outage.answered();
            outage.answered();
        }
        assertThat(lines.list)
                .filteredOn(line -> line.getThrowableProxy() != null)
                .isEmpty();
        assertThat(lines.list.stream()
                        .map(line -> line.getFormattedMessage().replaceAll("\\d+", "n"))
                        .toList())
                .containsExactly(
                        "test: the primary is away: gone",
                        "test: the primary is back, after n ms",
                        "test: the primary is away: gone",
                        "test: the primary is back, after n ms");
    }
}
