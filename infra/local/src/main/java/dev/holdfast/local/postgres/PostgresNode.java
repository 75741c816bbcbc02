package dev.holdfast.local.postgres;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.Template;
import dev.holdfast.local.process.ManagedProcess;
import dev.holdfast.local.process.Part;
import dev.holdfast.local.process.Signal;
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
import java.util.Properties;

/**
 * One Postgres server and its data. Its name and port are its own for ever; which of the cluster's servers leads is the
 * cluster's business.
 */
public final class PostgresNode implements Part {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final PostgresCluster cluster;
    private final int port;
    private final Path data;
    private final ManagedProcess process;

    PostgresNode(PostgresCluster cluster, String name, int port) {
        this.cluster = cluster;
        this.port = port;
        this.data = cluster.folder().resolve(name);
        this.process = new ManagedProcess(name, cluster.state());
    }

    @Override
    public String name() {
        return process.name();
    }

    public int port() {
        return port;
    }

    Path data() {
        return data;
    }

    public ManagedProcess process() {
        return process;
    }

    boolean empty() {
        return !Files.exists(data.resolve("PG_VERSION"));
    }

    boolean standby() {
        return Files.exists(data.resolve("standby.signal"));
    }

    @Override
    public void start() {
        process.resume();
        if (process.running()) {
            process.awaitReady(START, this::answers);
        } else {
            cluster.start(this);
        }
    }

    /** Starts the server on the data that is there. */
    void launch(String conninfo, String slot) {
        configure(conninfo, slot);
        process.launch(
                List.of(cluster.binaries().program("postgres"), "-D", data.toString()), Map.of(), cluster.user());
        process.awaitReady(START, this::answers);
    }

    private void configure(String conninfo, String slot) {
        var hba = data.resolve("pg_hba.conf");
        Template.infra("postgres/pg_hba.conf").write(hba, Map.of());
        var file = data.resolve("postgresql.conf");
        Template.infra("postgres/postgresql.conf")
                .write(
                        file,
                        Map.of(
                                "PORT",
                                Integer.toString(port),
                                "HBA",
                                hba.toString(),
                                "PRIMARY_CONNINFO",
                                conninfo,
                                "PRIMARY_SLOT",
                                slot,
                                "EXTRA",
                                cluster.extraSettings()));
        SystemUser.give(hba, cluster.user());
        SystemUser.give(file, cluster.user());
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

    @Override
    public void stop() {
        process.end(Signal.INT, STOP); // "fast": sessions are ended, the shutdown is clean
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }

    @Override
    public boolean running() {
        return process.running();
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

    /** Whether it answers a query now. */
    public boolean answers() {
        try (var connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
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
