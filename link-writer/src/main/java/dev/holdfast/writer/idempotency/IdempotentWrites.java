package dev.holdfast.writer.idempotency;

import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.writer.database.Transaction;
import dev.holdfast.writer.database.Transactions;
import dev.holdfast.writer.database.Work;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what a request asks for once, however often it comes. Blocks; safe for use by several threads. */
@Singleton
public class IdempotentWrites {
    private final Transactions transactions;
    private final IdempotencyStore store;

    IdempotentWrites(Transactions transactions, IdempotencyStore store) {
        this.transactions = transactions;
        this.store = store;
    }

    /**
     * Runs the work in a transaction, or answers what was answered before. A repeat is recognised even when the request
     * would be refused today, for example because its {@code expiresAt} has passed meanwhile.
     *
     * @param request null when the request has no key: the work is done each time
     * @param prepare checks the request and says what to do
     */
    public Answer once(@Nullable IdempotentRequest request, Supplier<Work<StoredAnswer>> prepare) {
        Work<StoredAnswer> work;
        try {
            work = prepare.get();
        } catch (ProblemException refused) {
            if (request == null) {
                throw refused;
            }
            return transactions.write(
                    transaction -> earlier(transaction, request).orElseThrow(() -> refused));
        }
        return transactions.write(transaction -> {
            Optional<Answer> earlier = earlier(transaction, request);
            return earlier.isPresent() ? earlier.get() : first(transaction, request, work);
        });
    }

    private Optional<Answer> earlier(Transaction transaction, @Nullable IdempotentRequest request) throws SQLException {
        return request == null
                ? Optional.empty()
                : store.find(transaction, request).map(stored -> new Answer(stored, true));
    }

    private Answer first(Transaction transaction, @Nullable IdempotentRequest request, Work<StoredAnswer> work)
            throws SQLException {
        StoredAnswer answer = work.run(transaction);
        if (request != null) {
            store.keep(transaction, request, answer);
        }
        return new Answer(answer, false);
    }
}
