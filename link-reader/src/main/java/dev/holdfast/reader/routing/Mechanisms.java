package dev.holdfast.reader.routing;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Switches with which a test shows that it fails without the mechanism. Not settings: nothing in application.yml or in
 * the documents names them, and nobody should turn them.
 *
 * @param settled whether a replica's "no such link" is only believed up to its position
 * @param versionFloor whether older versions than shown are refused
 * @param neverIssued whether codes of numbers that were never issued are refused without asking
 * @param coalescing whether requests for one code share a load
 * @param redisBreaker whether a Redis that does not answer is left alone for a while
 */
@ConfigurationProperties("holdfast.mechanisms")
public record Mechanisms(
        @Bindable(defaultValue = "true") boolean settled,
        @Bindable(defaultValue = "true") boolean versionFloor,
        @Bindable(defaultValue = "true") boolean neverIssued,
        @Bindable(defaultValue = "true") boolean coalescing,
        @Bindable(defaultValue = "true") boolean redisBreaker) {}
