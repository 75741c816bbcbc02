package dev.holdfast.service.access;

import dev.holdfast.model.access.ApiKey;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controller methods the request's key as a parameter of type {@link ApiKey}. */
@Singleton
final class ApiKeyBinder implements TypedRequestArgumentBinder<ApiKey> {
    @Override
    public Argument<ApiKey> argumentType() {
        return Argument.of(ApiKey.class);
    }

    /** Runs before the filters as well, when the key is not known yet: asked again after them. */
    @Override
    public BindingResult<ApiKey> bind(ArgumentConversionContext<ApiKey> context, HttpRequest<?> source) {
        return () -> Optional.of(Authenticated.key(source));
    }
}
