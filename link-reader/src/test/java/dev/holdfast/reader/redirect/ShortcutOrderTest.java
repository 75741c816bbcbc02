package dev.holdfast.reader.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.redirect.TestConnection.When;
import dev.holdfast.reader.resolve.Memory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who answers what, and in which order. The links {@code a} and {@code b} are in memory. */
class ShortcutOrderTest {
    @TempDir
    static Path journal;

    private static ApplicationContext reader;

    @BeforeAll
    static void start() {
        reader = ApplicationContext.run(Map.of(
                "micronaut.server.port", TestConnection.PORT,
                "holdfast.journal.dir", journal.toString(),
                "holdfast.kafka", "127.0.0.1:" + TestConnection.PORT,
                "holdfast.database.primary", "jdbc:postgresql://127.0.0.1:" + TestConnection.PORT + "/none",
                "redis.uri", "redis://127.0.0.1:" + TestConnection.PORT));
        for (String code : List.of("a", "b")) {
            keep(code, 302, "https://s.example/" + code);
        }
    }

    private static void keep(String code, int status, String target) {
        Memory.keep(reader, code, new CachedLink(1, 1, CachedLink.State.ACTIVE, status, CachedLink.NEVER, target));
    }

    @AfterAll
    static void stop() {
        reader.close();
    }

    private static double clicks() {
        return reader.getBean(MeterRegistry.class)
                .get("holdfast.clicks.recorded")
                .functionCounter()
                .count();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "plain; GET /a HTTP/1.1~~GET /b HTTP/1.1~~; s/a s/b",
                "other; GET /a?q HTTP/1.1~~|GET /b HTTP/1.1~~; f/a s/b",
                "encoded; GET /a HTTP/1.1~~|GET /%61 HTTP/1.1~~|GET /b HTTP/1.1~~; s/a f/%61 s/b",
                "behind another; GET /x HTTP/1.1~~GET /a HTTP/1.1~~|GET /b HTTP/1.1~~; f/x f/a s/b",
                "empty lines; GET /x HTTP/1.1~~~|GET /a HTTP/1.1~~; f/x s/a",
                "body; POST /x HTTP/1.1~Content-Length: 19~~|GET /a HTTP/1.1~~|GET /b HTTP/1.1~~; f/x s/b",
                "body without a line end; POST /x HTTP/1.1~Content-Length: 1~~|a|GET /a HTTP/1.1~~|GET /b HTTP/1.1~~;"
                        + " f/x f/a s/b",
                "chunks; POST /x HTTP/1.1~Transfer-Encoding: chunked~~|13~GET /a HTTP/1.1~~|~0~~|GET /b HTTP/1.1~~;"
                        + " f/x s/b",
                "expecting; POST /x HTTP/1.1~Content-Length: 4~Expect: 100-continue~~|~~|GET /b HTTP/1.1~~; f/x s/b",
                "old; GET /a HTTP/1.0~Connection: keep-alive~~|GET /b HTTP/1.1~~; f/a s/b"
            })
    void everyRequestIsAnsweredOnceAndInItsOrder(String name, String requests, String answers) {
        for (When when : List.of(When.HEAD, When.END)) {
            double before = clicks();
            TestConnection connection = TestConnection.to(reader, when).reads(requests);
            assertThat(connection.answers())
                    .as("%s, answered at its %s", name, when)
                    .isEqualTo(answers);
            assertThat(clicks() - before).isEqualTo(answers.split("s/").length - 1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "by request; GET /x HTTP/1.1~Connection: close~~; f/x.",
                "old; GET /a HTTP/1.0~~; f/a.",
                "broken chunk; GET /a HTTP/1.1~Transfer-Encoding: chunked~~zz~~; f/a.",
                "broken chunk, later; GET /a HTTP/1.1~Transfer-Encoding: chunked~~|zz~~; f/a.",
                "broken head; GET /a HTTP/1.1~no header~~; f/a."
            })
    void nothingIsTakenInBehindTheLastAnswer(String name, String requests, String answers) {
        for (String next : List.of("GET /b HTTP/1.1~~", "|GET /b HTTP/1.1~~")) {
            for (When when : When.values()) {
                double before = clicks();
                TestConnection connection = TestConnection.to(reader, when).reads(requests + next);
                if (when == When.TOLD) {
                    assertThat(connection.answers()).isEmpty();
                    connection.answer();
                }
                assertThat(connection.answers())
                        .as("%s, answered: %s", name, when)
                        .isEqualTo(answers);
                assertThat(connection.given()).isEqualTo(1);
                assertThat(clicks()).isEqualTo(before);
            }
        }
    }

    @Test
    void anAnswerMayBeTheLastThoughTheRequestDoesNotSaySo() {
        TestConnection connection = TestConnection.to(reader, When.END).closing();
        assertThat(connection.reads("GET /x HTTP/1.1~~GET /a HTTP/1.1~~").answers())
                .isEqualTo("f/x.");
        assertThat(connection.given()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "END"})
    void aCutAnywhereChangesNoAnswer(When when) {
        String requests = "GET /a HTTP/1.1~~GET /x HTTP/1.1~~GET /b HTTP/1.1~Host: y~~POST /y HTTP/1.1~Content-Length:"
                + " 25~~GET /a HTTP/1.1~H: i~~GET /b HTTP/1.1~~POST /z HTTP/1.1~Transfer-Encoding: chunked~~2~~~0~~"
                + "GET /a HTTP/1.1~~";
        String text = requests.replace("~", "\r\n");
        for (int cut = 1; cut < text.length(); cut++) {
            TestConnection connection =
                    TestConnection.to(reader, when).read(text.substring(0, cut)).read(text.substring(cut));
            assertThat(names(connection)).as("cut at %s", cut).isEqualTo("a x b y b z a");
        }
        TestConnection dripping = TestConnection.to(reader, when);
        IntStream.range(0, text.length()).forEach(at -> dripping.read(text.substring(at, at + 1)));
        assertThat(names(dripping)).isEqualTo("a x b y b z a");
    }

    private static String names(TestConnection connection) {
        return connection.answers().replaceAll("[sf]/", "");
    }

    @Test
    void nobodyOvertakesAnAnswerThatIsOwed() {
        TestConnection connection = TestConnection.to(reader, When.TOLD);
        assertThat(connection.reads("GET /x HTTP/1.1~~|GET /a HTTP/1.1~~").answers())
                .isEmpty();
        connection.answer();
        assertThat(connection.reads("GET /b HTTP/1.1~~").answers()).isEqualTo("f/x");
        connection.answer();
        connection.answer();
        assertThat(connection.reads("GET /a HTTP/1.1~~").answers()).isEqualTo("f/a f/b s/a");
    }

    @Test
    void aClientThatDoesNotTakeItsAnswersIsLeftToTheFramework() {
        TestConnection connection = TestConnection.to(reader, When.END);
        connection.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 1));
        assertThat(connection
                        .reads("GET /a HTTP/1.1~~GET /b HTTP/1.1~~|GET /a HTTP/1.1~~")
                        .answers())
                .isEqualTo("s/a f/b s/a");
    }

    @Test
    void anAnswerThatCanNotBeMadeIsNoClickAndEndsTheConnection() {
        double before = clicks();
        TestConnection connection = TestConnection.to(reader, When.END);
        connection.config().setAllocator(new ScarceAllocator());
        ByteBuf bytes = Unpooled.copiedBuffer("GET /a HTTP/1.1\r\n\r\n".repeat(3), StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> connection.writeInbound(bytes)).isInstanceOf(OutOfMemoryError.class);
        assertThat(connection.answers()).isEqualTo("s/a.");
        assertThat(clicks() - before).isEqualTo(1);
        assertThat(bytes.refCnt()).isZero();
    }

    /** Gives one buffer. */
    private static final class ScarceAllocator extends AbstractByteBufAllocator {
        private boolean empty;

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            if (empty) {
                throw new OutOfMemoryError("the test's last buffer is given");
            }
            empty = true;
            return new UnpooledHeapByteBuf(this, initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            return newHeapBuffer(initialCapacity, maxCapacity);
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void bothWaysOfTheServerGiveTheSameAnswerClickAndRead(int status) {
        keep("c" + status, status, "https://s.example/?c=" + status);
        TestConnection connection = TestConnection.ofServer(reader);
        AtomicInteger passed = new AtomicInteger();
        connection.pipeline().addAfter("shortcut", "passed", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                passed.incrementAndGet();
                context.fireChannelRead(message);
            }
        });
        String direct = counted(() -> connection.reads("GET /c" + status + " HTTP/1.1~~"));
        assertThat(passed).hasValue(0);
        String framework = counted(() -> connection.reads("GET /c" + status + "?by=the-framework HTTP/1.1~~"));
        assertThat(passed).hasValue(1);
        assertThat(direct).startsWith("HTTP/1.1 " + status + " ");
        assertThat(direct.lines())
                .containsExactlyInAnyOrderElementsOf(framework.lines().toList());
    }

    /** What is sent for a request that is one click and one read of a link in memory. */
    private static String counted(Supplier<TestConnection> request) {
        double clicks = clicks();
        double reads = reads();
        String answer = request.get().sent();
        assertThat(clicks() - clicks).isEqualTo(1);
        assertThat(reads() - reads).isEqualTo(1);
        return answer;
    }

    private static double reads() {
        return reader.getBean(MeterRegistry.class)
                .get("holdfast.reads")
                .tags("destination", "l1", "reason", "fresh")
                .counter()
                .count();
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 3600, 86_400})
    void bothWaysKnowTheLinksExpiry(long secondsLeft) {
        Answers answers = reader.getBean(Answers.class);
        long now = 1_790_000_000_000L;
        CachedLink link =
                new CachedLink(1, 1, CachedLink.State.ACTIVE, 301, now + secondsLeft * 1000, "https://example.com/");
        assertThat(answers.direct(link, now, UnpooledByteBufAllocator.DEFAULT).toString(StandardCharsets.US_ASCII))
                .contains("\r\ncache-control: private, max-age=" + Math.min(3600, secondsLeft) + "\r\n")
                .contains(answers.redirect(link, now).getHeaders().get("cache-control"));
    }
}
