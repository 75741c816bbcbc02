package dev.holdfast.reader.redirect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Between the HTTP decoder and the framework: knows whether the two have done with everything that they were given, so
 * that the next request may be answered by someone else. One for each connection; runs on its event loop.
 */
final class FrameworksTurn extends ChannelDuplexHandler {
    private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

    /** Requests that are not answered yet. */
    private int owed;

    /** Whether the decoder waits for more of a request. */
    private boolean inside;

    /** Whether what the decoder was given last may have ended in the middle of a request. */
    private boolean cut;

    /**
     * Whether the connection ends with what is owed: a request or an answer says so, or the decoder has lost its way.
     */
    private boolean closing;

    /** Whether the decoder has come to requests that nobody is to answer any more. */
    private boolean late;

    /** Whether every request was answered, and what comes next is the start of a new one. */
    boolean isOver() {
        return owed == 0 && !inside && !cut && !closing;
    }

    /** The decoder gets these bytes. A decoder that has seen the end of a head last has nothing left of it. */
    void begin(ByteBuf bytes) {
        cut = bytes.readableBytes() < 4 || bytes.getInt(bytes.writerIndex() - 4) != END_OF_HEAD;
    }

    /** A request behind the last one is not taken in: it would become a click without an answer. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        late |= closing && message instanceof HttpRequest;
        if (late) {
            ReferenceCountUtil.release(message);
            return;
        }
        boolean failed =
                message instanceof HttpObject part && part.decoderResult().isFailure();
        take(message, failed);
        context.fireChannelRead(message);
        if (failed && owed == 0) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void take(Object message, boolean failed) {
        if (message instanceof HttpRequest request) {
            owed++;
            inside = true;
            closing = !HttpUtil.isKeepAlive(request);
        }
        if (message instanceof LastHttpContent) {
            inside = false;
        }
        closing |= failed;
    }

    /** The framework takes a body whose end is broken for a whole one, and would keep the connection. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response && !isInterim(response)) {
            boolean kept = HttpUtil.isKeepAlive(response);
            if (kept && closing && owed == 1) {
                HttpUtil.setKeepAlive(response, false);
            }
            closing |= !kept;
        }
        boolean whole = message instanceof LastHttpContent && !isInterim(message);
        if (whole) {
            owed--;
        }
        boolean last = whole && owed == 0 && closing;
        context.write(message, last ? promise.unvoid().addListener(ChannelFutureListener.CLOSE) : promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
