package dev.holdfast.reader.redirect;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.click.ClickFactory;
import dev.holdfast.reader.click.ClickJournal;
import dev.holdfast.reader.resolve.LinkResolver;
import dev.holdfast.service.lifecycle.Drain;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Answers a link that is in memory on the connection itself, ahead of the framework, which costs a good part of the
 * rest of a redirect. Everything else, and whatever is unusual, goes on to {@link RedirectFilter}, which can answer all
 * of it. One for each connection; runs on its event loop.
 *
 * <p>Answers never overtake one another: while the framework owes one on this connection, all requests go there.
 */
final class Shortcut extends ChannelDuplexHandler {
    private final Services services;

    /** Requests that went to the framework and are not answered yet. */
    private int owed;

    /** Whether the request that is coming in was answered here: what follows of it is dropped. */
    private boolean answered;

    private boolean written;

    private Shortcut(Services services) {
        this.services = services;
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
        Shortcut shortcut() {
            return new Shortcut(this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            answered = answer(context, request);
            owed += answered ? 0 : 1;
        }
        if (answered) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private boolean answer(ChannelHandlerContext context, HttpRequest request) {
        long now = System.currentTimeMillis();
        CachedLink link = owed == 0 && isUsual(context, request) ? inMemory(request, now) : null;
        if (link == null) {
            return false;
        }
        services.journal.record(services.clicks.of(
                link.id(), request.headers()::get, context.channel().remoteAddress()));
        context.write(services.answers.direct(link, now), context.voidPromise());
        written = true;
        return true;
    }

    private boolean isUsual(ChannelHandlerContext context, HttpRequest request) {
        return request.method() == HttpMethod.GET
                && request.decoderResult().isSuccess()
                && HttpUtil.isKeepAlive(request)
                && !services.drain.active()
                && services.front.sends(
                        context.channel().localAddress(),
                        request.uri(),
                        request.headers().get(PublicFront.HEADER));
    }

    /** Nothing in memory is named by a path that has a query or is otherwise more than a slash and a code. */
    private @Nullable CachedLink inMemory(HttpRequest request, long now) {
        String uri = request.uri();
        return uri.startsWith("/") ? services.resolver.inMemory(uri.substring(1), now) : null;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (written) {
            written = false;
            context.flush();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            owed--;
        }
        context.write(message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
