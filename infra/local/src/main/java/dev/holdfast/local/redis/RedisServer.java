package dev.holdfast.local.redis;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.Template;
import dev.holdfast.local.process.Command;
import dev.holdfast.local.process.ManagedProcess;
import dev.holdfast.local.process.Part;
import dev.holdfast.local.process.Signal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The system's {@code redis-server}. */
public final class RedisServer implements Part {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int ANSWER_MILLIS = 1000;

    private final Path folder;
    private final int port;
    private final ManagedProcess process;

    /** @param state the platform's state folder */
    public RedisServer(Path state, int port) {
        this.folder = state.resolve("redis");
        this.port = port;
        this.process = new ManagedProcess("redis", state);
    }

    @Override
    public String name() {
        return process.name();
    }

    public ManagedProcess process() {
        return process;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void start() {
        process.resume();
        if (!process.running()) {
            Folders.create(folder, "rwx------");
            var config = folder.resolve("redis.conf");
            Template.infra("redis/redis.conf")
                    .write(config, Map.of("PORT", Integer.toString(port), "FOLDER", folder.toString()));
            process.launch(List.of(program(), config.toString()), Map.of(), null);
        }
        process.awaitReady(START, this::answers);
    }

    private static String program() {
        return Command.find("redis-server")
                .orElseThrow(() -> new StackException("redis-server is not on the PATH"))
                .toString();
    }

    /** Whether it answers a ping now. */
    public boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readNBytes(5);
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        process.end(Signal.TERM, STOP);
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
}
