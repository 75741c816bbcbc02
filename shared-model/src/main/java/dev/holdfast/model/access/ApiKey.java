package dev.holdfast.model.access;

import java.util.Set;

/** An API key that is valid now; its secret is known to the client only. */
public record ApiKey(long id, String name, Set<Scope> scopes) {
    public boolean allows(Scope scope) {
        return scopes.contains(Scope.ADMIN) || scopes.contains(scope);
    }
}
