package dev.holdfast.worker.deadletter;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What operators read of the table of dead letters. Writes belong to the sink's transaction, or go by many rows at
 * once.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DeadLetterRepository extends GenericRepository<DeadLetter, Long> {
    /** How many letters of a cause there are. */
    @Introspected
    record CauseCount(String cause, long letters) {}

    Optional<DeadLetter> findById(long id);

    @Query("""
            select * from dead_letter where id < :before and (cast(:cause as text) is null or cause = cast(:cause as text))
            order by id desc limit :most
            """)
    List<DeadLetter> findNewest(long before, @Nullable String cause, int most);

    @Query("select cause, count(*) as letters from dead_letter group by cause")
    List<CauseCount> countByCause();
}
