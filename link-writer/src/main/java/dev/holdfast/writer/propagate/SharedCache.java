package dev.holdfast.writer.propagate;

import dev.holdfast.model.cache.CacheKeys;
import dev.holdfast.model.cache.CacheScripts;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The writer's side of Redis on one connection: the scripts of {@link CacheScripts} as calls. Every call returns at
 * once; its result fails when Redis does not answer in time. Safe for use by several threads.
 */
class SharedCache {
    private static final Script SET_IF_NEWER = Script.of(CacheScripts.SET_IF_NEWER);
    private static final Script SET_NEW = Script.of(CacheScripts.SET_NEW);
    private static final Script ADVANCE = Script.of(CacheScripts.ADVANCE);
    private static final Script RESET = Script.of(CacheScripts.RESET);

    private static final byte[] CHANGES = bytes(CacheKeys.CHANGES);
    private static final int CONFIRMED_AT_MOST = 20_000;
    /** Links in one call: a tenth of a millisecond or two, in which Redis answers nobody else. */
    private static final int CREATED_AT_ONCE = 100;

    private final RedisAsyncCommands<String, byte[]> commands;
    private final Consumer<Throwable> unanswered;
    private final Queue<Long> confirmed = new ArrayBlockingQueue<>(CONFIRMED_AT_MOST);

    /** @param unanswered is told when a command was not answered */
    SharedCache(RedisAsyncCommands<String, byte[]> commands, Consumer<Throwable> unanswered) {
        this.commands = commands;
        this.unanswered = unanswered;
    }

    /**
     * Sets each link unless Redis has it, or a newer version, and tells readers of those that were changed. All calls
     * go out together: each by itself would cost a system call and often a wake-up of the event loop.
     */
    CompletableFuture<Void> setIfNewer(List<Change> changes) {
        List<Call> sets = sets(changes);
        commands.getStatefulConnection().dispatch(sets.stream().map(Call::sent).toList());
        return CompletableFuture.allOf(
                sets.stream().map(set -> call(set.answer(commands))).toArray(CompletableFuture<?>[]::new));
    }

    private static List<Call> sets(List<Change> changes) {
        List<Call> sets = new ArrayList<>();
        List<Change> created = new ArrayList<>();
        for (Change change : changes) {
            if (change.created()) {
                created.add(change);
            } else {
                sets.add(set(change));
            }
        }
        for (int i = 0; i < created.size(); i += CREATED_AT_ONCE) {
            sets.add(setNew(created.subList(i, Math.min(created.size(), i + CREATED_AT_ONCE))));
        }
        return sets;
    }

    private static Call set(Change change) {
        String[] keys = {CacheKeys.link(change.code()), CacheKeys.APPLIED};
        return SET_IF_NEWER.toSend(keys, change.link().encode(), life(change), CHANGES, change.message());
    }

    private static Call setNew(List<Change> created) {
        String[] keys = new String[created.size() + 1];
        byte[][] values = new byte[created.size() + 1][];
        keys[0] = CacheKeys.APPLIED;
        values[0] = life(created.getFirst());
        for (int i = 1; i < keys.length; i++) {
            Change change = created.get(i - 1);
            keys[i] = CacheKeys.link(change.code());
            values[i] = change.link().encode();
        }
        return SET_NEW.toSend(keys, values);
    }

    private static byte[] life(Change change) {
        return bytes(Long.toString(CacheKeys.life(change.link()).toSeconds()));
    }

    /** Notes that all links for which the outbox has the row with this version were brought on this connection. */
    void confirm(long version) {
        boolean _ = confirmed.offer(version);
    }

    /**
     * Takes the versions that were {@linkplain #confirm confirmed}. Some may be missing; none is there of what was
     * brought before the last answer to {@link #state} or {@link #reset} after which this was called.
     */
    List<Long> takeConfirmed() {
        List<Long> versions = new ArrayList<>();
        for (Long version = confirmed.poll(); version != null; version = confirmed.poll()) {
            versions.add(version);
        }
        return versions;
    }

    /** What Redis says of itself. */
    CompletableFuture<CacheState> state() {
        return call(commands.mget(CacheKeys.APPLIED, CacheKeys.TIMELINE))
                .thenApply(values -> new CacheState(text(values.get(0)), text(values.get(1))));
    }

    /** Moves the position if it is what it is expected to be, and answers what it is now. */
    CompletableFuture<String> advance(String expected, String next, boolean beat) {
        String[] keys = {CacheKeys.APPLIED, CacheKeys.BEAT};
        String life = beat ? Long.toString(CacheKeys.BEAT_LIFE.toMillis()) : "0";
        return position(ADVANCE, keys, bytes(expected), bytes(next), bytes(life), CHANGES);
    }

    /** Empties the database if the position is what was found, and answers what it is now. */
    CompletableFuture<String> reset(String found, String next, String timeline) {
        String[] keys = {CacheKeys.APPLIED, CacheKeys.TIMELINE};
        return position(RESET, keys, bytes(found), bytes(next), bytes(timeline));
    }

    private CompletableFuture<String> position(Script script, String[] keys, byte[]... arguments) {
        return this.<byte[]>run(script, ScriptOutputType.VALUE, keys, arguments)
                .thenApply(value -> new String(value, StandardCharsets.US_ASCII));
    }

    private <T> CompletableFuture<T> run(Script script, ScriptOutputType type, String[] keys, byte[]... arguments) {
        return call(script.run(commands, type, keys, arguments));
    }

    private <T> CompletableFuture<T> call(CompletionStage<T> answer) {
        return answer.whenComplete((result, failure) -> {
                    if (failure != null && !(cause(failure) instanceof RedisCommandExecutionException)) {
                        unanswered.accept(failure);
                    }
                })
                .toCompletableFuture();
    }

    private static String text(KeyValue<String, byte[]> value) {
        return value.hasValue() ? new String(value.getValue(), StandardCharsets.US_ASCII) : "";
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Position and timeline as they stand in Redis.
     *
     * @param applied 19 digits, or empty when there is none
     */
    record CacheState(String applied, String timeline) {}

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** A script, sent whole only when Redis does not know it. */
    private record Script(String text, String digest) {
        static Script of(String text) {
            try {
                byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(bytes(text));
                return new Script(text, HexFormat.of().formatHex(sha1));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-1", e);
            }
        }

        /** A call of this script that answers a number, to be sent by the caller. */
        Call toSend(String[] keys, byte[]... arguments) {
            CommandArgs<String, byte[]> args = new CommandArgs<>(RedisConnections.CODEC)
                    .add(digest)
                    .add(keys.length)
                    .addKeys(keys)
                    .addValues(arguments);
            IntegerOutput<String, byte[]> number = new IntegerOutput<>(RedisConnections.CODEC);
            Command<String, byte[], Long> call = new Command<>(CommandType.EVALSHA, number, args);
            return new Call(this, new AsyncCommand<>(call), keys, arguments);
        }

        <T> CompletionStage<T> run(
                RedisAsyncCommands<String, byte[]> commands,
                ScriptOutputType type,
                String[] keys,
                byte[]... arguments) {
            return commands.<T>evalsha(digest, type, keys, arguments)
                    .exceptionallyCompose(failure -> cause(failure) instanceof RedisNoScriptException
                            ? commands.eval(text, type, keys, arguments)
                            : CompletableFuture.failedFuture(failure));
        }
    }

    /** A call of a script, sent whole when Redis turns out not to know it. */
    private record Call(Script script, AsyncCommand<String, byte[], Long> sent, String[] keys, byte[][] arguments) {
        CompletionStage<Long> answer(RedisAsyncCommands<String, byte[]> commands) {
            return sent.exceptionallyCompose(failure -> cause(failure) instanceof RedisNoScriptException
                    ? commands.eval(script.text(), ScriptOutputType.INTEGER, keys, arguments)
                    : CompletableFuture.failedFuture(failure));
        }
    }
}
