package dev.holdfast.service.access;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.holdfast.model.access.ApiKey;
import dev.holdfast.model.access.ApiKeySecret;
import dev.holdfast.model.access.Scope;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a request pass to a route with {@link RequiresScope} when its API key has the scope. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter implements Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);
    private static final String SCHEME = "Bearer ";
    private static final int MAX_SECRET_LENGTH = 256;

    private final Supplier<ApiKeyCache> keys;
    private final Map<RouteInfo<?>, Optional<Scope>> scopes = new ConcurrentHashMap<>();

    AccessFilter(BeanProvider<ApiKeyLookup> lookup, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.keys = SupplierUtil.memoized(() -> new ApiKeyCache(lookup.get(), blocking, Ticker.systemTicker()));
    }

    /** Null when nothing needs to be asked. The framework wants the inner type nullable too. */
    @RequestFilter
    @Nullable CompletionStage<@Nullable HttpRequest<?>> check(HttpRequest<?> request) {
        RouteInfo<?> route = RouteAttributes.getRouteInfo(request).orElse(null);
        if (route == null) {
            return null;
        }
        Scope scope = scopes.computeIfAbsent(route, AccessFilter::scopeOf).orElse(null);
        return scope == null ? null : authenticate(request, scope);
    }

    private static Optional<Scope> scopeOf(RouteInfo<?> route) {
        return route.getAnnotationMetadata().enumValue(RequiresScope.class, Scope.class);
    }

    private CompletionStage<@Nullable HttpRequest<?>> authenticate(HttpRequest<?> request, Scope scope) {
        byte[] hash = ApiKeySecret.hash(secret(request));
        return find(hash).thenApply(key -> {
            Authenticated.set(request, authorize(key, scope));
            return request;
        });
    }

    private CompletableFuture<Optional<ApiKey>> find(byte[] hash) {
        return keys.get().find(hash).exceptionally(failure -> {
            LOG.warn("API keys can't be looked up: {}", failure.toString());
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "API keys can't be checked right now. Try again in a moment.");
        });
    }

    private static ApiKey authorize(Optional<ApiKey> found, Scope scope) {
        ApiKey key =
                found.orElseThrow(() -> unauthenticated("This API key does not exist or was revoked: use another."));
        if (!key.allows(scope)) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN, "This call needs an API key with the scope '" + scope.text() + "'.");
        }
        return key;
    }

    private static String secret(HttpRequest<?> request) {
        List<String> headers = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.size() != 1) {
            throw unauthenticated("Send one header 'Authorization: Bearer <API key>'.");
        }
        String header = headers.getFirst();
        String secret = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : "";
        if (secret.isEmpty() || secret.length() > MAX_SECRET_LENGTH) {
            throw unauthenticated("The Authorization header must be 'Bearer ' and an API key.");
        }
        return secret;
    }

    private static ProblemException unauthenticated(String detail) {
        return new ProblemException(ProblemCode.UNAUTHENTICATED, detail);
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.order();
    }
}
