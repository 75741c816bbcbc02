package dev.holdfast.writer.link;

import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that is too long for one link before it is parsed: a single create is read and checked on the event
 * loop, where a large one would hold up all others. Batches go elsewhere and may be larger.
 */
@ServerFilter(
        value = {"/api/v1/links", "/api/v1/links/"},
        methods = HttpMethod.POST)
final class CreateLimit implements Ordered {
    /** About twice the longest link there can be with each character escaped. */
    static final int MAX_BYTES = 128 << 10;

    /** Null when nothing needs to be waited for. The framework wants the inner type nullable too. */
    @RequestFilter
    @Nullable CompletionStage<@Nullable HttpRequest<?>> check(ServerHttpRequest<?> request) {
        OptionalLong length = request.byteBody().expectedLength();
        if (length.isPresent()) {
            check(length.getAsLong());
            return null;
        }
        return request.byteBody().split(SplitBackpressureMode.FASTEST).buffer().thenApply(body -> {
            check(body);
            return request;
        });
    }

    /** Sent in chunks: its length shows at its end. */
    private static void check(CloseableAvailableByteBody body) {
        try (body) {
            check(body.length());
        }
    }

    private static void check(long length) {
        if (length > MAX_BYTES) {
            throw new ProblemException(
                    ProblemCode.REQUEST_TOO_LARGE,
                    "One link takes " + MAX_BYTES + " bytes of JSON at most: send several as a batch.");
        }
    }

    /** Only whoever may create links makes us wait for a body. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }
}
