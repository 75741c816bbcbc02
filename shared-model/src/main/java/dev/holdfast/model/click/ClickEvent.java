package dev.holdfast.model.click;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One answered redirect, as it travels from link-reader through Kafka to click-worker. Holds no IP address.
 *
 * @param id the front's request id, the same however often the front retries on another reader
 * @param at the front's time of the request, to the millisecond; its UTC day is the click's day
 * @param linkId the link's id
 * @param visitor a hash of address and user agent with the day's salt: tells visitors of one day apart, nothing else
 * @param referrerHost host of the Referer, lower case, at most 255 characters
 * @param userAgent at most 512 characters
 * @param country ISO 3166-1 alpha-2, upper case
 */
public record ClickEvent(
        UUID id,
        Instant at,
        long linkId,
        long visitor,
        @Nullable String referrerHost,
        @Nullable String userAgent,
        @Nullable String country) {}
