package dev.holdfast.service.request;

import io.micronaut.http.HttpRequest;
import java.util.UUID;

/** The id that the front gave the request, or one made here when there was no front. 32 hex digits from our front. */
public final class RequestId {
    /** The header that carries the id, in requests and answers. */
    public static final String HEADER = "X-Request-Id";

    /** The name of the id in the logging context. */
    public static final String MDC_KEY = "requestId";

    private static final String ATTRIBUTE = "holdfast.request-id";
    private static final int MAX_LENGTH = 64;

    private RequestId() {}

    /** This request's id, the same for each call with the same request. */
    public static String of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class).orElseGet(() -> {
            String id = read(request);
            request.setAttribute(ATTRIBUTE, id);
            return id;
        });
    }

    private static String read(HttpRequest<?> request) {
        String header = request.getHeaders().get(HEADER);
        return header != null && isPlain(header) ? header : random();
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** It is written to logs and answers: letters, digits and dashes only. */
    private static boolean isPlain(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_LENGTH
                && id.chars().allMatch(c -> c == '-' || c < 128 && Character.isLetterOrDigit(c));
    }
}
