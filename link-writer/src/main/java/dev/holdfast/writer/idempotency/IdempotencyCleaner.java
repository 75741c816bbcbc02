package dev.holdfast.writer.idempotency;

import dev.holdfast.writer.database.Transactions;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets answers after 24 hours, a few at a time: several writers may do it at once. */
@Singleton
class IdempotencyCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyCleaner.class);
    private static final int AT_ONCE = 5_000;
    private static final String DELETE = """
            delete from idempotency where ctid = any (array(
              select ctid from idempotency where created_at < now() - interval '24 hours' limit ?
              for update skip locked))""";

    private final Transactions transactions;

    IdempotencyCleaner(Transactions transactions) {
        this.transactions = transactions;
    }

    @Scheduled(fixedDelay = "10m", initialDelay = "1m")
    void run() {
        try {
            while (clean() == AT_ONCE) {
                LOG.debug("forgot {} answers, there may be more", AT_ONCE);
            }
        } catch (RuntimeException e) {
            LOG.warn("can't forget old answers now, trying again later: {}", e.getMessage());
        }
    }

    /** Forgets some answers, and says how many. */
    int clean() {
        return transactions.write(transaction -> {
            try (PreparedStatement statement = transaction.connection().prepareStatement(DELETE)) {
                statement.setInt(1, AT_ONCE);
                return statement.executeUpdate();
            }
        });
    }
}
