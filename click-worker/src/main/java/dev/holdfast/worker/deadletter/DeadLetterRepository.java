package dev.holdfast.worker.deadletter;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is read of the table of dead letters. Writes belong to the sink's transaction, or go by many rows at once. */
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

    /** @param ids Postgres's text of an array of bigint; null for any */
    @Query("""
            select * from dead_letter where id > :after and (cast(:cause as text) is null or cause = cast(:cause as text))
              and (cast(:ids as bigint[]) is null or id = any (cast(:ids as bigint[])))
            order by id limit :most
            """)
    List<DeadLetter> findOldest(long after, @Nullable String cause, @Nullable String ids, int most);

    @Query("select * from dead_letter where published_at is null order by id limit :most")
    List<DeadLetter> findUnpublished(int most);

    @Query("select cause, count(*) as letters from dead_letter group by cause")
    List<CauseCount> countByCause();
}
