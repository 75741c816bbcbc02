package dev.holdfast.local.platform;

import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.Template;
import dev.holdfast.local.kafka.KafkaServer;
import dev.holdfast.local.postgres.PostgresCluster;
import dev.holdfast.local.postgres.PostgresNode;
import dev.holdfast.local.postgres.PostgresPasswords;
import dev.holdfast.local.redis.RedisServer;
import dev.holdfast.local.service.ServiceKind;
import dev.holdfast.local.service.ServiceSetup;
import dev.holdfast.model.access.ApiKeySecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How the services, and people, find the other parts. */
public final class Wiring implements ServiceSetup {
    private final Path state;
    private final Settings settings;
    private final PostgresCluster postgres;
    private final RedisServer redis;
    private final KafkaServer kafka;

    Wiring(Path state, Settings settings, PostgresCluster postgres, RedisServer redis, KafkaServer kafka) {
        this.state = state;
        this.settings = settings;
        this.postgres = postgres;
        this.redis = redis;
        this.kafka = kafka;
    }

    @Override
    public Path jar(ServiceKind kind) {
        var target = Folders.repository().resolve(kind.text()).resolve("target");
        return Programs.copy(state, kind.text(), target);
    }

    @Override
    public Map<String, String> environment(ServiceKind kind) {
        var values = new TreeMap<>(settings.tuning());
        values.put("HOLDFAST_PUBLIC_URL", publicUrl());
        values.put("HOLDFAST_PRIMARY_JDBC", jdbc("primary"));
        values.put("HOLDFAST_DB_USER", kind.role());
        values.put("HOLDFAST_DB_PASSWORD", postgres.passwords().of(kind.role()));
        values.put("HOLDFAST_REDIS_URL", redis.url());
        values.put("HOLDFAST_KAFKA", kafka.address());
        switch (kind) {
            case LINK_WRITER -> {
                values.put(
                        "HOLDFAST_PUBLIC_HOSTS",
                        "127.0.0.1:" + settings.publicPort() + ",[::1]:" + settings.publicPort());
                values.put("HOLDFAST_ADMIN_KEY", adminKey());
            }
            case LINK_READER -> {
                // Never the primary: what to do without a replica is the reader's decision, which it counts and bounds.
                values.put("HOLDFAST_REPLICA_JDBC", jdbc("secondary"));
                values.put("HOLDFAST_JOURNAL_DIR", journals().toString());
                values.putIfAbsent("HOLDFAST_VISITOR_SECRET", secret("visitor.secret"));
            }
            case CLICK_WORKER -> {}
        }
        return values;
    }

    /**
     * Names both servers, whichever role they have: a promotion needs no restart. All time limits are the services'.
     */
    private String jdbc(String wanted) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.first().port() + ",127.0.0.1:"
                + postgres.second().port() + "/" + PostgresCluster.DATABASE + "?hostRecheckSeconds=1&targetServerType="
                + wanted;
    }

    /** Shared by all readers of the machine: one that is gone leaves its clicks to the others. */
    private Path journals() {
        var folder = state.resolve("journal");
        Folders.create(folder, "rwx------");
        return folder;
    }

    private String publicUrl() {
        return "http://localhost:" + settings.publicPort();
    }

    /** Secret of the first API key. */
    private String adminKey() {
        return secret("admin.key");
    }

    /** A secret of this platform, made when it is first asked for. */
    private String secret(String name) {
        var file = state.resolve(name);
        try {
            if (!Files.exists(file)) {
                Template.write(file, ApiKeySecret.generate());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Name and value of all that {@code infra/stack env} exports. */
    public Map<String, String> exports() {
        var exports = new LinkedHashMap<String, String>();
        exports.put("HOLDFAST_PUBLIC_URL", publicUrl());
        exports.put("HOLDFAST_API_URL", "http://localhost:" + settings.apiPort());
        exports.put("HOLDFAST_OPS_URL", "http://localhost:" + settings.opsPort());
        exports.put("HOLDFAST_API_KEY", adminKey());
        exports.put("HOLDFAST_PRIMARY_JDBC", adminJdbc(postgres.leader()));
        exports.put("HOLDFAST_REPLICA_JDBC", adminJdbc(postgres.follower()));
        exports.put("HOLDFAST_PRIMARY_PSQL", adminPsql(postgres.leader()));
        exports.put("HOLDFAST_REPLICA_PSQL", adminPsql(postgres.follower()));
        exports.put("HOLDFAST_REDIS_URL", redis.url());
        exports.put("HOLDFAST_KAFKA", kafka.address());
        return exports;
    }

    private String adminJdbc(PostgresNode node) {
        return node.jdbc(PostgresCluster.DATABASE) + "?user=" + PostgresPasswords.ADMIN + "&password="
                + postgres.passwords().of(PostgresPasswords.ADMIN);
    }

    private String adminPsql(PostgresNode node) {
        return "postgresql://" + PostgresPasswords.ADMIN + ":"
                + postgres.passwords().of(PostgresPasswords.ADMIN) + "@127.0.0.1:" + node.port() + "/"
                + PostgresCluster.DATABASE;
    }
}
