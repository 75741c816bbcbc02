package dev.holdfast.reader.click;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What a click says about its visitor.
 *
 * @param countryHeader the front's header that carries the visitor's country; empty: no header is believed
 * @param geoipFile a MaxMind-format country or city file, preferred to the header; empty: none
 * @param visitorSecret what the daily salts of the visitor hashes are made from, the same on every reader; empty: a
 *     random one that lives as long as this process
 */
@ConfigurationProperties("holdfast.click")
record ClickConfig(
        @Bindable(defaultValue = "") String countryHeader,
        @Bindable(defaultValue = "") String geoipFile,
        @Bindable(defaultValue = "") String visitorSecret) {

    /** Without the secret: configuration ends up in logs. */
    @Override
    public String toString() {
        return "ClickConfig[countryHeader=" + countryHeader + ", geoipFile=" + geoipFile + "]";
    }
}
