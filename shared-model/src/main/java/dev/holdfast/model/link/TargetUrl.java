package dev.holdfast.model.link;

/**
 * Helper A writes this: parse(String) gives the URL as a browser would show it, or throws
 * ProblemException(INVALID_TARGET).
 */
public record TargetUrl(String href, String hostAndPort) {
    public static TargetUrl parse(String input) {
        return new TargetUrl(input, "");
    }
}
