package dev.holdfast.bench.create;

import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.rig.Links;
import dev.holdfast.bench.rig.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The rows of links, put in by hand over JDBC: many connections, each busy all the time. */
final class BareInserts {
    /** Draws a number as both id and version, and nothing of what else creating a link takes. */
    static final String INSERT = """
            insert into link (id, version, target, redirect_status, created_at, updated_at)
            select n, n, %s, 302, now(), now() from (select nextval('link_number') as n) as number""";

    private static final String COPY =
            "copy link (id, version, target, redirect_status, created_at, updated_at) from stdin";

    private final Parts parts;
    private final int connections;

    BareInserts(Parts parts, int connections) {
        this.parts = parts;
        this.connections = connections;
    }

    /** The statement for pgbench, with a target as long as the others. */
    static Path pgbenchScript(Path file) {
        String[] target = Links.target(987_654_321).split("987654321", -1);
        String random = "'" + target[0] + "' || :number || '" + target[1] + "'";
        try {
            return Files.writeString(
                    file,
                    "\\set number random(1, 1000000)\n"
                            + INSERT.formatted(random).replace("\n", " ") + ";\n");
        } catch (IOException e) {
            throw new BenchException("cannot write " + file + ": " + e.getMessage());
        }
    }

    /** Work on one connection until the time is over; returns the rows it made. */
    private interface Work {
        long until(Connection connection, long end) throws SQLException;
    }

    /** Single rows, a transaction each: rows a second. */
    double single(Duration time) {
        return run(time, (connection, end) -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT.formatted("?"))) {
                long rows = 0;
                while (System.nanoTime() < end) {
                    insert.setString(1, Links.target(rows++));
                    insert.executeUpdate();
                }
                return rows;
            }
        });
    }

    /** COPY of this many rows, a transaction each: rows a second. */
    double copies(Duration time, int rowsEach) {
        AtomicLong next = new AtomicLong(firstFree());
        double rate = run(time, (connection, end) -> {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            long rows = 0;
            while (System.nanoTime() < end) {
                copy(postgres, next.getAndAdd(rowsEach), rowsEach);
                rows += rowsEach;
            }
            return rows;
        });
        parts.query("select setval('link_number', " + next.get() + ")");
        return rate;
    }

    private long firstFree() {
        return Long.parseLong(parts.query("select last_value + 1 from link_number"));
    }

    private static void copy(PGConnection postgres, long first, int rows) throws SQLException {
        StringBuilder text = new StringBuilder(rows * 150);
        String now = Instant.now().toString();
        for (long id = first; id < first + rows; id++) {
            text.append(id)
                    .append('\t')
                    .append(id)
                    .append('\t')
                    .append(Links.target(id))
                    .append("\t302\t");
            text.append(now).append('\t').append(now).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        CopyIn copy = postgres.getCopyAPI().copyIn(COPY);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
    }

    private double run(Duration time, Work work) {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        AtomicLong rows = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        List<Thread> threads = IntStream.range(0, connections)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    try (Connection connection = parts.primary()) {
                        rows.addAndGet(work.until(connection, end));
                    } catch (SQLException e) {
                        failures.incrementAndGet();
                    }
                }))
                .toList();
        threads.forEach(BareInserts::join);
        if (failures.get() > 0) {
            throw new BenchException(failures + " connections failed");
        }
        return rows.get() / ((System.nanoTime() - start) / 1e9);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
