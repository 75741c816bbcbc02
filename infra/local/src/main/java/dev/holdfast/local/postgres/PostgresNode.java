package dev.holdfast.local.postgres;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.Template;
import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.process.Launch;
import dev.holdfast.local.process.ManagedProcess;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.process.Signal;
import dev.holdfast.local.process.Strays;
import dev.holdfast.local.process.SystemUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * One Postgres server and its data. Its name and port are its own for ever; which of the cluster's servers leads is the
 * cluster's business.
 */
public final class PostgresNode extends Server {
    /** How long a killed server may take to leave the process table. */
    private static final Duration REAPING = Duration.ofSeconds(5);

    private final PostgresCluster cluster;
    private final int port;
    private final Path data;

    PostgresNode(PostgresCluster cluster, String name, int port) {
        // SIGINT is a "fast" shutdown: sessions are ended, the shutdown is clean.
        super(
                new ManagedProcess(
                        name,
                        cluster.state(),
                        new Strays(cluster.binaries().home(), cluster.folder().resolve(name))),
                Signal.INT,
                Duration.ofSeconds(120),
                Duration.ofSeconds(20));
        this.cluster = cluster;
        this.port = port;
        this.data = cluster.folder().resolve(name);
    }

    public int port() {
        return port;
    }

    Path data() {
        return data;
    }

    boolean empty() {
        return !Files.exists(data.resolve("PG_VERSION"));
    }

    boolean standby() {
        return Files.exists(data.resolve("standby.signal"));
    }

    @Override
    protected Launch prepare() {
        if (!running()) {
            clearLock();
            cluster.prepareData(this);
        }
        var access = data.resolve("pg_hba.conf");
        var accessText = Template.infra("postgres/pg_hba.conf").render(Map.of());
        write(access, accessText);
        var settings = Template.infra("postgres/postgresql.conf")
                .render(Map.of(
                        "PORT", Integer.toString(port),
                        "HBA", access.toString(),
                        "PRIMARY_CONNINFO", cluster.conninfo(this),
                        "PRIMARY_SLOT", slot(),
                        "EXTRA", cluster.extraSettings()));
        write(data.resolve("postgresql.conf"), settings);
        var command = List.of(cluster.binaries().program("postgres"), "-D", data.toString());
        return new Launch(command, Map.of(), cluster.user(), accessText + settings);
    }

    /**
     * A killed server that its parent has not reaped yet looks alive to Postgres, which then refuses to start: that
     * passes, or, where nobody ever reaps, the lock of a dead process is taken away. A living one keeps its lock.
     */
    private void clearLock() {
        var lock = data.resolve("postmaster.pid");
        boolean clear = Deadline.in(REAPING)
                .await(() -> holder(lock).flatMap(ProcessHandle::of).isEmpty());
        boolean dead = holder(lock)
                .flatMap(ProcessHandle::of)
                .flatMap(process -> process.info().command())
                .isEmpty();
        if (!clear && dead) {
            Folders.delete(lock);
        }
    }

    /** The process that the lock file names. */
    private static Optional<Long> holder(Path lock) {
        try (var lines = Files.lines(lock)) {
            return lines.findFirst().map(line -> Long.parseLong(line.strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // no lock, or one that Postgres itself will judge
        }
    }

    private void write(Path file, String text) {
        Template.write(file, text);
        SystemUser.give(file, cluster.user());
    }

    @Override
    protected void started() {
        cluster.started(this);
    }

    /** Name of the replication slot it uses on the other server while it follows. */
    String slot() {
        return name().replace('-', '_');
    }

    /** Makes an empty database cluster. */
    void initialize() {
        prepareFolder();
        var passwordFile = cluster.folder().resolve(name() + ".password");
        Template.write(passwordFile, cluster.passwords().of(PostgresPasswords.ADMIN));
        SystemUser.give(passwordFile, cluster.user());
        try {
            cluster.run(
                    cluster.binaries().program("initdb"),
                    "--pgdata=" + data,
                    "--username=" + PostgresPasswords.ADMIN,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--data-checksums",
                    "--no-instructions");
        } finally {
            Folders.delete(passwordFile);
        }
    }

    /** An empty data folder that Postgres accepts. */
    void prepareFolder() {
        Folders.delete(data);
        Folders.create(data, "rwx------");
        SystemUser.give(data, cluster.user());
    }

    void follow() {
        try {
            Files.createFile(data.resolve("standby.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** URL of a database on this server, without credentials. */
    public String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** A connection of the superuser, given up after a few seconds without an answer. */
    public Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", PostgresPasswords.ADMIN);
        properties.setProperty("password", cluster.passwords().of(PostgresPasswords.ADMIN));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection(jdbc(database), properties);
    }

    @Override
    public boolean answers() {
        try (var connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether it answers a query before long; at once false when it does not run or is paused. */
    boolean answersWithin(Duration time) {
        return running() && !process().paused() && Deadline.in(time).await(() -> answers() || !running()) && running();
    }

    /** Runs statements that return nothing of interest. */
    void execute(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StackException(name() + ": " + e.getMessage(), e);
        }
    }

    /** First column of the first row, as text; empty text for no row or null. */
    public String query(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var value = rows.next() ? rows.getString(1) : null;
            return value == null ? "" : value;
        } catch (SQLException e) {
            throw new StackException(name() + ": " + e.getMessage(), e);
        }
    }
}
