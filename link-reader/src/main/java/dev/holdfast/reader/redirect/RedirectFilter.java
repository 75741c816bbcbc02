package dev.holdfast.reader.redirect;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.click.ClickFactory;
import dev.holdfast.reader.click.ClickJournal;
import dev.holdfast.reader.resolve.LinkResolver;
import dev.holdfast.reader.resolve.Resolution;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Answers everything on the public front. A filter ahead of the router and not a controller: it is the one place that
 * sees every path, however odd, and it is cheaper. Runs on the event loop; only what is not in memory is waited for.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RedirectFilter implements Ordered {
    private static final String FRONT = "X-Holdfast-Front";

    private final LinkResolver resolver;
    private final Answers answers;
    private final ClickFactory clicks;
    private final ClickJournal journal;
    private final BeanProvider<EmbeddedServer> server;
    private int port;

    RedirectFilter(
            LinkResolver resolver,
            Answers answers,
            ClickFactory clicks,
            ClickJournal journal,
            BeanProvider<EmbeddedServer> server) {
        this.resolver = resolver;
        this.answers = answers;
        this.clicks = clicks;
        this.journal = journal;
        this.server = server;
    }

    /** Completes with the answer; null when the request is for the API or for management, and the router's business. */
    @RequestFilter
    @PreMatching
    @Nullable CompletionStage<@Nullable HttpResponse<?>> answer(HttpRequest<?> request) {
        String path = request.getPath();
        if (!isPublic(request, path)) {
            return null;
        }
        HttpMethod method = request.getMethod();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            return CompletableFuture.completedFuture(answers.refuse(request, Refusal.METHOD));
        }
        String code = PathCode.of(path);
        if (code == null) {
            return CompletableFuture.completedFuture(answers.refuse(request, Refusal.NOTHING));
        }
        Resolution known = resolver.known(code);
        if (known != null) {
            return CompletableFuture.completedFuture(answer(request, known));
        }
        return resolver.resolve(code).thenApply(resolution -> answer(request, resolution));
    }

    /** A front says which one it is; without a front, everything is served and the path decides. */
    private boolean isPublic(HttpRequest<?> request, String path) {
        if (request.getServerAddress().getPort() != port()) {
            return false;
        }
        String front = request.getHeaders().get(FRONT);
        return front == null ? !path.startsWith("/api/") : front.equals("public");
    }

    /** The port is known once the server has started, which is before any request. */
    private int port() {
        if (port == 0) {
            port = server.get().getPort();
        }
        return port;
    }

    private HttpResponse<?> answer(HttpRequest<?> request, Resolution resolution) {
        return switch (resolution) {
            case Resolution.Found(CachedLink link) -> follow(request, link);
            case Resolution.Absent _ -> answers.refuse(request, Refusal.UNKNOWN);
            case Resolution.Unknown _ -> answers.refuse(request, Refusal.UNCERTAIN);
        };
    }

    /** Every answered redirect is a click, recorded before the answer goes out. */
    private HttpResponse<?> follow(HttpRequest<?> request, CachedLink link) {
        long now = System.currentTimeMillis();
        if (!link.redirectsAt(now)) {
            return answers.refuse(request, Refusal.GONE);
        }
        journal.record(clicks.of(link.id(), request));
        return answers.redirect(link, now);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
