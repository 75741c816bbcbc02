package dev.holdfast.reader.redirect;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.reader.click.ClickFactory;
import dev.holdfast.reader.click.ClickJournal;
import dev.holdfast.reader.resolve.LinkResolver;
import dev.holdfast.service.lifecycle.Drain;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.FastThreadLocal;
import jakarta.inject.Singleton;

/**
 * Answers a plain request for a link in memory on the connection itself, ahead of the HTTP decoder and the framework,
 * which cost more than all the rest of a redirect. Everything else, and whatever is unusual, goes on to
 * {@link RedirectFilter}, which can answer all of it. One for each connection; runs on its event loop.
 *
 * <p>Answers never overtake one another, and no request is cut in two: while the framework has begun something on this
 * connection, all bytes go there.
 */
final class Shortcut extends ChannelInboundHandlerAdapter {
    private static final FastThreadLocal<RequestHead> HEADS = new FastThreadLocal<>() {
        @Override
        protected RequestHead initialValue() {
            return new RequestHead();
        }
    };

    private final Services services;
    private final FrameworksTurn framework;
    private boolean written;

    private Shortcut(Services services, FrameworksTurn framework) {
        this.services = services;
        this.framework = framework;
    }

    /** What all connections share. */
    @Singleton
    record Services(
            LinkResolver resolver,
            Answers answers,
            ClickFactory clicks,
            ClickJournal journal,
            PublicFront front,
            Drain drain) {
        Shortcut shortcut(FrameworksTurn framework) {
            return new Shortcut(this, framework);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        answerAll(context, bytes);
        if (bytes.isReadable()) {
            framework.begin(bytes);
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }

    /** All that can be answered here, up to the first request that can't. A failure is the connection's end. */
    private void answerAll(ChannelHandlerContext context, ByteBuf bytes) {
        try {
            while (bytes.isReadable() && answer(context, bytes)) {
                written = true;
            }
        } catch (RuntimeException | Error e) {
            bytes.release();
            context.flush();
            context.close();
            throw e;
        }
    }

    /**
     * Whether the first request in these bytes was answered; it is no longer among them then. All that may fail comes
     * before the click is recorded: no click without its answer.
     */
    private boolean answer(ChannelHandlerContext context, ByteBuf bytes) {
        RequestHead head = HEADS.get();
        int length = isOurs(context) ? head.read(bytes) : 0;
        if (length == 0 || !isPublic(context, head)) {
            return false;
        }
        long now = System.currentTimeMillis();
        CachedLink link = services.resolver.inMemory(head.code(), now);
        if (link == null) {
            return false;
        }
        ClickEvent click = services.clicks.of(link.id(), head, context.channel().remoteAddress());
        ByteBuf answer = services.answers.direct(link, now, context.alloc());
        services.journal.record(click);
        bytes.skipBytes(length);
        context.write(answer);
        return true;
    }

    /** Somebody who doesn't take his answers gets no further ones from here. */
    private boolean isOurs(ChannelHandlerContext context) {
        return framework.isOver() && context.channel().isWritable() && !services.drain.active();
    }

    /** The path has one segment: it is none of the API's. */
    private boolean isPublic(ChannelHandlerContext context, RequestHead head) {
        return services.front.sends(context.channel().localAddress(), "/", head.get(PublicFront.HEADER));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (written) {
            written = false;
            context.flush();
        }
        context.fireChannelReadComplete();
    }
}
