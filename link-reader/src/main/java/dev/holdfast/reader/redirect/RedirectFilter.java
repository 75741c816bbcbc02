package dev.holdfast.reader.redirect;

import dev.holdfast.model.cache.CachedLink;
import dev.holdfast.reader.click.ClickFactory;
import dev.holdfast.reader.click.ClickJournal;
import dev.holdfast.reader.resolve.LinkResolver;
import dev.holdfast.reader.resolve.Resolution;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Answers everything on the public front. A filter ahead of the router and not a controller: it is the one place that
 * sees every path, however odd, and it is cheaper. Runs on the event loop; only what is not in memory is waited for.
 * Most of what is in memory was answered by {@link Shortcut} before it came here.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RedirectFilter implements Ordered {
    private final LinkResolver resolver;
    private final Answers answers;
    private final ClickFactory clicks;
    private final ClickJournal journal;
    private final PublicFront front;

    RedirectFilter(
            LinkResolver resolver, Answers answers, ClickFactory clicks, ClickJournal journal, PublicFront front) {
        this.resolver = resolver;
        this.answers = answers;
        this.clicks = clicks;
        this.journal = journal;
        this.front = front;
    }

    /** Completes with the answer; null when the request is for the API or for management, and the router's business. */
    @RequestFilter
    @PreMatching
    @Nullable CompletionStage<@Nullable HttpResponse<?>> answer(HttpRequest<?> request) {
        String path = request.getPath();
        if (!front.sends(request.getServerAddress(), path, request.getHeaders().get(PublicFront.HEADER))) {
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
