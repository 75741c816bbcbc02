package dev.holdfast.writer.link;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;

/**
 * Where short URLs are found.
 *
 * @param publicUrl what stands before {@code /} and the code, without a slash at its end
 * @param publicHosts further {@code host[:port]} that lead here
 */
@ConfigurationProperties("holdfast")
record LinkSettings(String publicUrl, List<String> publicHosts) {}
