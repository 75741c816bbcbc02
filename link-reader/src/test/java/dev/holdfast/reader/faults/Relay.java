package dev.holdfast.reader.faults;

import dev.holdfast.local.testing.TestBackends;
import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.model.cache.CacheScripts;
import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.cache.ChangeMessage;
import dev.holdfast.reader.LinkRows;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Brings changes to Redis and beats, as link-writer's relay does, with the same scripts. */
final class Relay implements AutoCloseable {
    private static final String CHANGED = "select id, version, coalesce(alias, ''), target, redirect_status,"
            + " disabled, deleted from link where version > ? and version <= ? order by version";

    private final RedisClient client;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable StatefulRedisConnection<String, byte[]> connection;
    private String applied = "";

    Relay() {
        RedisURI uri = RedisURI.create(TestBackends.shared().redisUrl());
        uri.setTimeout(Duration.ofMillis(500));
        client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        thread = Thread.ofPlatform().daemon().name("relay").start(this::run);
    }

    private void run() {
        try {
            while (!stopped.await(200, TimeUnit.MILLISECONDS)) {
                round();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try (Connection primary = TestBackends.shared().adminConnection()) {
            if (connection == null) {
                connection = client.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));
            }
            RedisCommands<String, byte[]> redis = connection.sync();
            long settled = settled(primary);
            byte[] found = redis.get(CacheKeys.APPLIED);
            String there = found == null ? "" : text(found);
            if (there.isEmpty() || !there.equals(applied)) {
                startOver(redis, there, settled);
            }
            bring(primary, redis, Long.parseLong(applied), settled);
            advance(redis, settled);
        } catch (SQLException | RedisException _) {
            // the next round tries again
        }
    }

    private static long settled(Connection primary) throws SQLException {
        try (PreparedStatement statement = primary.prepareStatement("select settled from heartbeat");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private void startOver(RedisCommands<String, byte[]> redis, String there, long settled) {
        String[] keys = {CacheKeys.APPLIED, CacheKeys.TIMELINE};
        redis.eval(
                CacheScripts.RESET,
                ScriptOutputType.VALUE,
                keys,
                bytes(there),
                bytes(CacheKeys.position(settled)),
                bytes("1"));
        applied = CacheKeys.position(settled);
    }

    private static void bring(Connection primary, RedisCommands<String, byte[]> redis, long from, long to)
            throws SQLException {
        try (PreparedStatement statement = primary.prepareStatement(CHANGED)) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    set(redis, result);
                }
            }
        }
    }

    private static void set(RedisCommands<String, byte[]> redis, ResultSet row) throws SQLException {
        CachedLink.State state = row.getBoolean(7)
                ? CachedLink.State.DELETED
                : row.getBoolean(6) ? CachedLink.State.DISABLED : CachedLink.State.ACTIVE;
        CachedLink link = new CachedLink(
                row.getLong(1), row.getLong(2), state, row.getInt(5), CachedLink.NEVER, row.getString(4));
        String code = row.getString(3).isEmpty() ? LinkRows.code(link.id()) : row.getString(3);
        byte[] message = link.id() == link.version() ? new byte[0] : new ChangeMessage(code, link).encode();
        String[] keys = {CacheKeys.link(code), CacheKeys.APPLIED};
        redis.eval(
                CacheScripts.SET_IF_NEWER,
                ScriptOutputType.INTEGER,
                keys,
                link.encode(),
                bytes("600"),
                bytes(CacheKeys.CHANGES),
                message);
    }

    private void advance(RedisCommands<String, byte[]> redis, long settled) {
        String[] keys = {CacheKeys.APPLIED, CacheKeys.BEAT};
        byte[] now = redis.eval(
                CacheScripts.ADVANCE,
                ScriptOutputType.VALUE,
                keys,
                bytes(applied),
                bytes(CacheKeys.position(settled)),
                bytes(Long.toString(CacheKeys.BEAT_LIFE.toMillis())),
                bytes(CacheKeys.CHANGES));
        applied = text(now);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        thread.join();
        client.shutdown();
    }
}
