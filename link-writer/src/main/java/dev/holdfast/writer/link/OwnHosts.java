package dev.holdfast.writer.link;

import dev.holdfast.model.link.TargetUrl;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses at which this service's own short URLs are: a link to them could redirect in circles. Immutable. */
@Singleton
class OwnHosts {
    private final Set<String> sites;

    OwnHosts(LinkSettings settings) {
        Stream<String> others =
                settings.publicHosts().stream().filter(host -> !host.isBlank()).map(host -> "http://" + host.strip());
        this.sites = Stream.concat(Stream.of(settings.publicUrl()), others)
                .map(url -> TargetUrl.parse(url).site())
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean contain(TargetUrl target) {
        return target.leadsTo(sites);
    }
}
