package dev.holdfast.writer.access;

import dev.holdfast.model.access.ApiKeySecret;
import dev.holdfast.model.access.Scope;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.util.Set;

/** The first API key, whose secret the operator chose. Once revoked it stays revoked: choose another secret then. */
@Singleton
class BootstrapKey {
    private final KeyStore store;
    private final String secret;

    BootstrapKey(KeyStore store, @Value("${holdfast.admin-key:}") String secret) {
        this.store = store;
        this.secret = secret;
    }

    @EventListener
    void onStart(StartupEvent event) {
        if (!secret.isEmpty()) {
            store.add("bootstrap", Set.of(Scope.ADMIN), ApiKeySecret.hash(secret));
        }
    }
}
