package dev.holdfast.local.postgres;

import dev.holdfast.local.StackException;
import dev.holdfast.local.process.SystemUser;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A replica's data, copied from the running primary by Postgres's low-level backup protocol: the embedded binaries have
 * no {@code pg_basebackup}.
 */
final class BaseBackup {
    /** Folders whose content belongs to the server they stand on; the empty folder must exist. */
    private static final Set<String> OWN_CONTENT = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans",
            "pgsql_tmp");

    private static final Set<String> OWN_FILES = Set.of(
            "postmaster.pid", "postmaster.opts", "standby.signal", "recovery.signal", "backup_label", "tablespace_map");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final @Nullable String user;

    /** @param user the system user that is to own the copy, or null for ourselves */
    BaseBackup(@Nullable String user) {
        this.user = user;
    }

    void build(PostgresNode target, PostgresNode source) {
        if (source.standby() || !source.answersWithin(PATIENCE)) {
            throw new StackException(target.name() + " must be built anew from " + source.name()
                    + ", which does not run as the primary now: start that first");
        }
        freshSlot(target, source);
        target.prepareFolder();
        try (var connection = source.connect("postgres")) {
            copy(connection, source.data(), target.data());
        } catch (SQLException | IOException e) {
            throw new StackException(
                    "cannot copy " + source.name() + " to " + target.name() + ": " + e.getMessage(), e);
        }
        target.follow();
        if (user != null) {
            SystemUser.giveAll(target.data(), user);
        }
    }

    /** Made before the copy, so that everything written since its start is kept for the replica. */
    private static void freshSlot(PostgresNode target, PostgresNode source) {
        source.query(
                "postgres",
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '"
                        + target.slot() + "'");
        source.query("postgres", "select pg_create_physical_replication_slot('" + target.slot() + "', true)");
    }

    private static void copy(Connection connection, Path from, Path to) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('holdfast replica', true)");
            Files.walkFileTree(from, new Copier(from, to));
            try (var rows = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                rows.next();
                Files.writeString(to.resolve("backup_label"), rows.getString(1));
            }
        }
    }

    /** Copies what is there: files that come and go meanwhile are put right by the replayed log. */
    private static final class Copier extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copier(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            var own = OWN_CONTENT.contains(folder.getFileName().toString());
            if (folder.endsWith("pg_wal")) {
                Files.createDirectories(to.resolve("pg_wal/archive_status"));
                Files.createDirectories(to.resolve("pg_wal/summaries"));
            }
            return own ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!OWN_FILES.contains(file.getFileName().toString())) {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (NoSuchFileException e) {
                    return FileVisitResult.CONTINUE;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
