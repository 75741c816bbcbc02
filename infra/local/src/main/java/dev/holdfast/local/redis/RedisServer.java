package dev.holdfast.local.redis;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.Template;
import dev.holdfast.local.process.Command;
import dev.holdfast.local.process.Launch;
import dev.holdfast.local.process.ManagedProcess;
import dev.holdfast.local.process.Server;
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
public final class RedisServer extends Server {
    private static final int ANSWER_MILLIS = 1000;

    private final Path folder;
    private final int port;

    /** @param state the platform's state folder */
    public RedisServer(Path state, int port) {
        super(new ManagedProcess("redis", state), Signal.TERM, Duration.ofSeconds(20), Duration.ofSeconds(10));
        this.folder = state.resolve("redis");
        this.port = port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    protected Launch prepare() {
        Folders.create(folder, "rwx------");
        var file = folder.resolve("redis.conf");
        var text = Template.infra("redis/redis.conf")
                .render(Map.of("PORT", Integer.toString(port), "FOLDER", folder.toString()));
        Template.write(file, text);
        var program =
                Command.find("redis-server").orElseThrow(() -> new StackException("redis-server is not on the PATH"));
        return new Launch(List.of(program.toString(), file.toString()), text);
    }

    @Override
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
}
