package dev.holdfast.local.postgres;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.Template;
import dev.holdfast.local.process.Command;
import dev.holdfast.local.process.Deadline;
import dev.holdfast.local.process.SystemUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two Postgres servers, one of which leads.
 *
 * <p>Invariant: file {@code primary} names the leader, and only the server it names is ever started as a primary. The
 * file changes <em>before</em> the promotion, so that a crash in between leaves no way to two primaries: the next start
 * completes the promotion.
 */
public final class PostgresCluster {
    public static final String DATABASE = "holdfast";
    public static final String PRIMARY = "postgres-primary";
    public static final String REPLICA = "postgres-replica";

    private static final long SWITCHOVER_SECONDS = 60;
    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    private final Path state;
    private final Path folder;
    private final PostgresBinaries binaries;
    private final PostgresPasswords passwords;
    private final @Nullable String user;
    private final String extraSettings;
    private final PostgresNode first;
    private final PostgresNode second;

    /**
     * @param state the platform's state folder
     * @param binaries what to run
     * @param firstPort of the server named {@link #PRIMARY}, which leads at first
     * @param secondPort of the server named {@link #REPLICA}
     * @param extraSettings further lines of postgresql.conf
     */
    public PostgresCluster(Path state, PostgresBinaries binaries, int firstPort, int secondPort, String extraSettings) {
        this.state = state;
        this.folder = state.resolve("postgres");
        this.binaries = binaries;
        this.user = SystemUser.unprivileged();
        this.extraSettings = extraSettings;
        Folders.create(folder, "rwx--x--x");
        SystemUser.give(folder, user);
        this.passwords = PostgresPasswords.in(state.resolve("postgres.passwords"));
        this.first = new PostgresNode(this, PRIMARY, firstPort);
        this.second = new PostgresNode(this, REPLICA, secondPort);
    }

    Path state() {
        return state;
    }

    Path folder() {
        return folder;
    }

    PostgresBinaries binaries() {
        return binaries;
    }

    public PostgresPasswords passwords() {
        return passwords;
    }

    @Nullable String user() {
        return user;
    }

    String extraSettings() {
        return extraSettings;
    }

    /** The server named {@link #PRIMARY}, whichever role it has now. */
    public PostgresNode first() {
        return first;
    }

    /** The server named {@link #REPLICA}, whichever role it has now. */
    public PostgresNode second() {
        return second;
    }

    public PostgresNode leader() {
        return leaderName().equals(second.name()) ? second : first;
    }

    public PostgresNode follower() {
        return leader() == first ? second : first;
    }

    private Path leaderFile() {
        return folder.resolve("primary");
    }

    private String leaderName() {
        try {
            return Files.exists(leaderFile()) ? Files.readString(leaderFile()).strip() : first.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sees that a server that is about to start has the data that fits its role. */
    void prepareData(PostgresNode node) {
        if (node != leader()) {
            if (node.empty() || !node.standby() || leftBehind(node)) {
                new BaseBackup(user).build(node, leader());
            }
        } else if (node.empty()) {
            if (!follower().empty()) {
                throw new StackException(node.name() + " has lost its data (" + node.data() + ") while "
                        + follower().name() + " has some: `promote` makes that one the primary, `up --fresh` starts"
                        + " empty");
            }
            node.initialize();
        }
    }

    /** Whether the primary no longer keeps what the replica has missed. Unknown, and so false, while it is away. */
    private boolean leftBehind(PostgresNode node) {
        if (!leader().answersWithin(CATCH_UP)) {
            return false;
        }
        var status = leader().query(
                        "postgres",
                        "select wal_status from pg_replication_slots where slot_name = '" + node.slot() + "'");
        return status.isEmpty() || status.equals("lost");
    }

    void started(PostgresNode node) {
        if (node == leader()) {
            completePromotion(node);
            createDatabase(node);
        }
    }

    /** Idempotent: a crash may have cut it off anywhere. */
    private void createDatabase(PostgresNode node) {
        if (!node.query("postgres", "select 1 from pg_database where datname = '" + DATABASE + "'")
                .isEmpty()) {
            return;
        }
        var sql = Template.infra("postgres/roles.sql")
                .render(Map.of(
                        "REPLICATOR_PASSWORD", passwords.of(PostgresPasswords.REPLICATOR),
                        "WRITER_PASSWORD", passwords.of("holdfast_writer"),
                        "READER_PASSWORD", passwords.of("holdfast_reader"),
                        "WORKER_PASSWORD", passwords.of("holdfast_worker")));
        SqlScript.run(node, sql);
    }

    /** How a server reaches the other one, if it follows. The same in either role: a promotion changes no settings. */
    String conninfo(PostgresNode node) {
        var other = node == first ? second : first;
        return "host=127.0.0.1 port=" + other.port() + " user=" + PostgresPasswords.REPLICATOR + " password="
                + passwords.of(PostgresPasswords.REPLICATOR) + " application_name=" + node.slot()
                + " connect_timeout=5 keepalives_idle=5";
    }

    /**
     * The follower becomes the leader. A leader that still runs is stopped first, in order when it answers: two
     * primaries would accept writes of which one half is lost.
     *
     * @return what happened, for the operator
     */
    public String promote() {
        var old = leader();
        var next = follower();
        if (next.empty() || !next.standby()) {
            throw new StackException(next.name() + " is no replica that could be promoted: start it first");
        }
        next.start();
        var happened = fence(old);
        lead(next);
        completePromotion(next);
        return happened + next.name() + " (port " + next.port() + ") is the primary now. `start " + old.name()
                + "` makes the old one a replica of it.";
    }

    /** From now on only this server is started as a primary. */
    void lead(PostgresNode node) {
        Template.write(leaderFile(), node.name() + "\n");
    }

    private static String fence(PostgresNode old) {
        if (!old.running()) {
            return old.name() + " was gone. ";
        }
        if (old.answersWithin(CATCH_UP) && streaming(old)) {
            old.stop(); // a clean shutdown first sends everything to a replica that is streaming
            return old.name() + " was still running: stopped it, its replica has received all of it. ";
        }
        old.kill();
        return old.name() + " was there, but did not answer or had no replica following: killed it, so that there are"
                + " never two primaries. ";
    }

    private static boolean streaming(PostgresNode leader) {
        return Deadline.in(CATCH_UP)
                .await(() -> !leader.query("postgres", "select 1 from pg_stat_replication where state = 'streaming'")
                        .isEmpty());
    }

    private static void completePromotion(PostgresNode node) {
        node.query("postgres", "select pg_promote(true, " + SWITCHOVER_SECONDS + ") where pg_is_in_recovery()");
        if (!node.query("postgres", "select pg_is_in_recovery()").equals("f")) {
            throw new StackException(
                    node.name() + " was asked to become the primary and has not within " + SWITCHOVER_SECONDS
                            + " s. Its last lines:\n" + node.process().logTail());
        }
    }

    String run(String... command) {
        return new Command(SystemUser.as(user, List.of(command))).require();
    }
}
