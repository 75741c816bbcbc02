package dev.holdfast.reader.redirect;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.resolve.Memory;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From a request to the response for a link in memory, its click journalled: from bytes to bytes by the shortcut on the
 * connection, and from a request that was decoded to a response by the framework's filter: {@code infra/stack bench
 * micro}. Nothing but the reader runs, so nothing takes the clicks from the journal: once it is full they are dropped,
 * which costs less. The ring is made large enough for the measured time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HitBenchmark {
    private static final int LINKS = 1 << 13;

    private final HttpRequest<?>[] requests = new HttpRequest<?>[LINKS];
    private final ByteBuf[] messages = new ByteBuf[LINKS];
    private @Nullable Reader reader;
    private @Nullable EmbeddedChannel connection;
    private int next;

    /** A reader without backends. */
    private record Reader(EmbeddedServer server, Path journal, RedirectFilter filter) {
        static Reader start() throws IOException {
            Path journal = Files.createTempDirectory("holdfast-hit-");
            EmbeddedServer server = ApplicationContext.run(
                    EmbeddedServer.class,
                    Map.of(
                            "micronaut.server.port",
                            -1,
                            "endpoints.all.port",
                            -1,
                            "holdfast.journal.dir",
                            journal.toString(),
                            "holdfast.journal.size",
                            "1GB"));
            return new Reader(server, journal, server.getApplicationContext().getBean(RedirectFilter.class));
        }

        void stop() throws IOException {
            server.stop();
            try (Stream<Path> files = Files.walk(journal)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Setup
    public void prepare() throws IOException {
        Reader started = Reader.start();
        reader = started;
        connection = connection(started);
        for (int i = 0; i < LINKS; i++) {
            String code = "code-" + i;
            String target = "https://www.example.com/articles/2026/a-title-of-usual-length-" + i;
            Memory.keep(
                    started.server.getApplicationContext(),
                    code,
                    new CachedLink(i + 1, i + 1, CachedLink.State.ACTIVE, 302, CachedLink.NEVER, target));
            requests[i] = request(started.server.getPort(), code, i);
            messages[i] = bytes(code, requests[i]);
            HttpResponse<?> response = answer(requests[i]);
            if (response.code() != 302 || !target.equals(response.header("Location"))) {
                throw new IllegalStateException("wrong answer for " + code + ": " + response.code());
            }
        }
    }

    private static HttpRequest<?> request(int port, String code, int number) {
        return HttpRequest.GET("http://localhost:" + port + "/" + code)
                .header(
                        "User-Agent",
                        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                                + " Chrome/140.0.0.0 Safari/537.36")
                .header("Referer", "https://news.example.org/item?id=" + number)
                .header("X-Request-Id", String.format("%032x", number))
                .header("X-Request-Time", System.currentTimeMillis() / 1000 + ".123")
                .header("X-Forwarded-For", "198.51.100." + number % 256)
                .header("X-Forwarded-Proto", "http")
                .header("X-Holdfast-Front", "public");
    }

    private static ByteBuf bytes(String code, HttpRequest<?> request) {
        StringBuilder text = new StringBuilder("GET /" + code + " HTTP/1.1\r\n");
        request.getHeaders()
                .forEachValue((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }

    private HttpResponse<?> answer(HttpRequest<?> request) {
        CompletionStage<@Nullable HttpResponse<?>> stage =
                Objects.requireNonNull(Objects.requireNonNull(reader).filter.answer(request));
        return Objects.requireNonNull(stage.toCompletableFuture().join());
    }

    /** A connection that says it came in where the reader listens. */
    private static EmbeddedChannel connection(Reader reader) {
        SocketAddress local = new InetSocketAddress("127.0.0.1", reader.server.getPort());
        Shortcut.Services services = reader.server.getApplicationContext().getBean(Shortcut.Services.class);
        return new EmbeddedChannel(services.shortcut(new FrameworksTurn())) {
            @Override
            protected SocketAddress localAddress0() {
                return local;
            }
        };
    }

    @Benchmark
    public HttpResponse<?> filter() {
        return answer(requests[next++ & (LINKS - 1)]);
    }

    @Benchmark
    public int shortcut() {
        EmbeddedChannel channel = Objects.requireNonNull(connection);
        channel.writeInbound(messages[next++ & (LINKS - 1)].retainedDuplicate());
        ByteBuf answer = Objects.requireNonNull(channel.readOutbound(), "went on to the framework");
        int length = answer.readableBytes();
        answer.release();
        return length;
    }

    @TearDown
    public void stop() throws IOException {
        Objects.requireNonNull(reader).stop();
    }
}
