package dev.holdfast.drills.platform;

import java.net.URI;

/**
 * Where clients come in.
 *
 * @param apiKey with scope admin
 */
public record Fronts(URI publicFront, URI apiFront, URI opsFront, String apiKey) {

    /** The same platform through another address: the api and ops fronts are at the next two ports. */
    Fronts at(URI other) {
        int port = other.getPort() > 0 ? other.getPort() : other.getScheme().equals("https") ? 443 : 80;
        String host = other.getScheme() + "://" + other.getHost() + ":";
        return new Fronts(
                URI.create(host + port), URI.create(host + (port + 1)), URI.create(host + (port + 2)), apiKey);
    }
}
