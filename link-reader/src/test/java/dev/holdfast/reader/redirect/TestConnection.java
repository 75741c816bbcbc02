package dev.holdfast.reader.redirect;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyHttpServer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A connection to a reader's port, whose every read the test makes itself. The shortcut's links lead to
 * {@code https://s.example/CODE}. For the framework stands a handler that answers anything with a redirect to
 * {@code https://f.example/CODE}.
 */
final class TestConnection extends EmbeddedChannel {
    /** Nobody listens there, and nothing is sent there. */
    static final int PORT = 2;

    private static final Pattern ANSWER = Pattern.compile("location: https://(s|f)\\.example/([^\\s?]+)");

    private final Framework framework;

    /** When the framework answers a request: as soon as it has the head, at its end, or when the test says so. */
    enum When {
        HEAD,
        END,
        TOLD
    }

    private static final class Framework extends ChannelInboundHandlerAdapter {
        private final Queue<HttpRequest> unanswered = new ArrayDeque<>();
        private final When when;
        private boolean closes;
        private int given;

        Framework(When when) {
            this.when = when;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                unanswered.add(request);
                given++;
                if (HttpUtil.is100ContinueExpected(request)) {
                    write(context, request, HttpResponseStatus.CONTINUE);
                }
            }
            if (isDue(message)) {
                answer(context);
            }
            ReferenceCountUtil.release(message);
        }

        private boolean isDue(Object message) {
            return switch (when) {
                case HEAD -> message instanceof HttpRequest;
                case END ->
                    message instanceof LastHttpContent
                            || (message instanceof HttpRequest request
                                    && request.decoderResult().isFailure());
                case TOLD -> false;
            };
        }

        void answer(ChannelHandlerContext context) {
            write(context, unanswered.remove(), HttpResponseStatus.FOUND);
        }

        private void write(ChannelHandlerContext context, HttpRequest request, HttpResponseStatus status) {
            FullHttpResponse response =
                    new DefaultFullHttpResponse(request.protocolVersion(), status, Unpooled.EMPTY_BUFFER);
            if (status.equals(HttpResponseStatus.FOUND)) {
                response.headers().set("location", "https://f.example" + request.uri());
                HttpUtil.setContentLength(response, 0);
                HttpUtil.setKeepAlive(response, !closes && HttpUtil.isKeepAlive(request));
            }
            context.writeAndFlush(response, context.voidPromise());
        }
    }

    /** With the test's framework. */
    static TestConnection to(ApplicationContext reader, When when) {
        FrameworksTurn turn = new FrameworksTurn();
        Framework framework = new Framework(when);
        Shortcut shortcut = reader.getBean(Shortcut.Services.class).shortcut(turn);
        return new TestConnection(framework, shortcut, new HttpServerCodec(), turn, framework);
    }

    /** As the reader's server builds it. */
    static TestConnection ofServer(ApplicationContext reader) {
        TestConnection connection = new TestConnection(new Framework(When.TOLD));
        ((NettyHttpServer) reader.getBean(EmbeddedServer.class)).buildEmbeddedChannel(connection, false);
        return connection;
    }

    private TestConnection(Framework framework, ChannelHandler... handlers) {
        super(handlers);
        this.framework = framework;
    }

    @Override
    protected SocketAddress localAddress0() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT);
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT - 1);
    }

    TestConnection read(String text) {
        boolean _ = writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        return this;
    }

    /** @param notation {@code ~} is a line end, {@code |} the end of a read */
    TestConnection reads(String notation) {
        for (String read : notation.replace("~", "\r\n").split("\\|")) {
            if (isOpen()) {
                read(read);
            }
        }
        return this;
    }

    /** The framework's next answer, when it waits to be told. */
    void answer() {
        framework.answer(Objects.requireNonNull(pipeline().context(framework)));
    }

    /** From now on each answer of the framework is to be the last. */
    TestConnection closing() {
        framework.closes = true;
        return this;
    }

    /** How many requests the framework was given. */
    int given() {
        return framework.given;
    }

    /** All bytes since the last call. */
    String sent() {
        StringBuilder bytes = new StringBuilder();
        for (ByteBuf part = readOutbound(); part != null; part = readOutbound()) {
            bytes.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        return bytes.toString();
    }

    /**
     * The answers since the last call: {@code s/a} is the shortcut's for {@code a}, {@code f/a} the framework's, and a
     * last {@code .} the end of the connection.
     */
    String answers() {
        String answers = ANSWER.matcher(sent())
                .results()
                .map(answer -> answer.group(1) + "/" + answer.group(2))
                .collect(Collectors.joining(" "));
        return answers + (isOpen() ? "" : ".");
    }
}
